"""Who runs next."""

from __future__ import annotations

import asyncio
import contextlib

from mailmend.apps.web.line import Line


class _Crowd:
    """Runs that stay in until they are let go; ``places`` is what each was told."""

    def __init__(self, at_once: int) -> None:
        self.line = Line(at_once)
        self.inside: list[str] = []
        self.places: dict[str, list[int]] = {}
        self._ends: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def come(self, *names: str) -> None:
        """Each name is a run, its domain what stands before the digit."""
        for name in names:
            self._ends[name], self.places[name] = asyncio.Event(), []
            self._tasks[name] = asyncio.create_task(self._run(name))
        await self._settled()

    async def leave(self, name: str) -> None:
        """That run is over."""
        self._ends[name].set()
        await self._settled()

    async def give_up(self, name: str) -> None:
        """That run is cut off."""
        self._tasks[name].cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._tasks[name]
        await self._settled()

    async def _run(self, name: str) -> None:
        async with self.line.turn(name.rstrip("0123456789"), self.places[name].append):
            self.inside.append(name)
            try:
                await self._ends[name].wait()
            finally:
                self.inside.remove(name)

    async def _settled(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)


def test_a_few_run_and_the_others_hear_their_place() -> None:
    """In the order of arrival, told anew at each step forward."""

    async def check() -> None:
        crowd = _Crowd(2)
        await crowd.come("a1", "b1", "c1", "d1")
        assert crowd.inside == ["a1", "b1"]
        assert (crowd.places["a1"], crowd.places["c1"], crowd.places["d1"]) == ([], [1], [2])
        await crowd.leave("a1")
        assert crowd.inside == ["b1", "c1"]
        assert crowd.places["d1"] == [2, 1]

    asyncio.run(check())


def test_one_slow_domain_holds_up_nobody_else() -> None:
    """Its further runs wait outside, and others pass them."""

    async def check() -> None:
        crowd = _Crowd(2)
        await crowd.come("slow1", "slow2", "slow3", "other1")
        assert crowd.inside == ["slow1", "other1"]
        assert crowd.line.waiting("slow") == 2
        await crowd.leave("slow1")
        assert crowd.inside == ["other1", "slow2"]
        assert crowd.places["slow3"] == [2, 1]

    asyncio.run(check())


def test_the_places_of_an_asker_are_counted_over_all_domains() -> None:
    """Nobody's are counted as one asker's."""

    async def check() -> tuple[int, int, int]:
        line = Line(1)
        askers = ("", "you", "you", "me", "", "")
        tasks = [
            asyncio.create_task(line.turn(str(at), lambda _: None, who).__aenter__())
            for at, who in enumerate(askers)
        ]
        await asyncio.sleep(0)
        counted = line.waiting("x", "you"), line.waiting("x", "me"), line.waiting("x")
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return counted

    assert asyncio.run(check()) == (2, 1, 0)


def test_who_is_cut_off_leaves_no_gap() -> None:
    """Neither while it waits nor while it runs."""

    async def check() -> None:
        crowd = _Crowd(1)
        await crowd.come("a1", "b1", "c1")
        await crowd.give_up("b1")
        assert crowd.places["c1"] == [2, 1]
        await crowd.give_up("a1")
        assert crowd.inside == ["c1"]
        await crowd.leave("c1")
        await crowd.come("a2")
        assert crowd.inside == ["a2"]

    asyncio.run(check())


def test_who_is_called_and_cut_off_at_once_gives_the_turn_back() -> None:
    """The turn is not lost between the call and the step inside."""

    async def check() -> None:
        line = Line(1)
        async with line.turn("a", lambda _: None):
            waiting = asyncio.create_task(line.turn("b", lambda _: None).__aenter__())
            await asyncio.sleep(0)
        waiting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await waiting
        async with asyncio.timeout(1), line.turn("b", lambda _: None):
            pass

    asyncio.run(check())
