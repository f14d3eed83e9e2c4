"""The events of one run."""

from __future__ import annotations

import asyncio

from mailmend.apps.web.events import MAX_EVENTS, Channel


def _numbers(channel: Channel, after: int = 0) -> list[int]:
    async def read() -> list[int]:
        return [event.number async for event in channel.follow(after)]

    return asyncio.run(read())


def test_who_comes_late_hears_all() -> None:
    """Or what came after the last that was heard."""
    channel = Channel()
    channel.tell("names")
    channel.tell("connect")
    channel.tell("end")
    assert _numbers(channel) == [1, 2, 3]
    assert _numbers(channel, after=2) == [3]
    assert _numbers(channel, after=99) == []


def test_who_waits_hears_at_once() -> None:
    """Several listeners, each everything."""

    async def check() -> None:
        channel = Channel()

        async def read() -> list[str]:
            return [event.step async for event in channel.follow()]

        readers = [asyncio.create_task(read()) for _ in range(3)]
        for step in ("names", "login", "end"):
            await asyncio.sleep(0)
            channel.tell(step)
        assert await asyncio.gather(*readers) == [["names", "login", "end"]] * 3

    asyncio.run(asyncio.wait_for(check(), 10))


def test_a_flood_ends_and_the_end_is_heard() -> None:
    """A bound on what is kept, but never on the end."""
    channel = Channel()
    for _ in range(MAX_EVENTS + 50):
        channel.tell("connect")
    channel.tell("end")
    assert len(channel.events) == MAX_EVENTS + 1
    assert channel.events[-1].step == "end"
