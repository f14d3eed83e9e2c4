"""Dialling, and how long a silent port is waited for."""

from __future__ import annotations

import asyncio

import pytest

from mailmend.facts import TcpOutcome
from mailmend.io.connection import RealConnection
from mailmend.probes import connect as dial
from mailmend.probes.connect import Dialled, Reach, Target, connect
from mailmend.world import World
from tests.probes.small_servers import listening, script
from tests.probes.world import LedNet, small_world

TARGET = Target("mail.hosting.test", "192.0.2.25")


class Void(LedNet):
    """A net in which some ports swallow every packet."""

    async def connect(self, host: str, address: str, port: int, purpose: str) -> RealConnection:
        if port in (587, 465):
            await asyncio.sleep(60)
        return await super().connect(host, address, port, purpose)


@pytest.mark.parametrize("outcome", ["refused", "timeout", "unreachable", "reset", "not-allowed"])
def test_every_failure_is_a_fact(outcome: TcpOutcome) -> None:
    """And there is no connection."""
    world = small_world(LedNet(failing={("192.0.2.25", 587): outcome}))
    tried = asyncio.run(connect(world, Reach(), TARGET, 587))
    assert tried.connection is None
    assert (tried.fact.outcome, tried.fact.host, tried.fact.port) == (outcome, TARGET.host, 587)
    assert tried.fact.at.endswith("Z")


async def _both(world: World, first: int, second: int, pause: float) -> list[Dialled]:
    reach = Reach()
    one = asyncio.create_task(connect(world, reach, TARGET, first))
    await asyncio.sleep(pause)
    two = asyncio.create_task(connect(world, reach, TARGET, second))
    return [await one, await two]


@pytest.mark.parametrize(("first", "second"), [(587, 25), (25, 587)])
def test_silence_beside_an_answer_ends_early(
    first: int, second: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever comes first; a refusal is an answer too."""
    monkeypatch.setattr(dial, "SHORT_S", 0.2)
    found = asyncio.run(asyncio.wait_for(_both(small_world(Void()), first, second, 0.05), 5))
    outcomes = {each.fact.port: each.fact.outcome for each in found}
    assert outcomes == {587: "timeout", 25: "refused"}
    silent = next(each.fact for each in found if each.fact.port == 587)
    assert "answers elsewhere" in silent.raw
    assert 150 <= silent.elapsed_ms < 2000


def test_silence_alone_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing has shown that the host is there."""
    monkeypatch.setattr(dial, "SHORT_S", 0.1)
    monkeypatch.setattr(dial, "LONGEST_S", 0.6)
    found = asyncio.run(_both(small_world(Void()), 587, 465, 0.0))
    assert all(each.fact.elapsed_ms >= 500 for each in found)


def test_an_open_port_gives_its_connection() -> None:
    """Ready to be talked over."""

    async def story() -> bytes:
        async with listening(script(b"220 hello\r\n")) as port:
            world = small_world(LedNet({("192.0.2.25", 25): port}))
            tried = await connect(world, Reach(), TARGET, 25)
            assert tried.connection is not None
            line = await tried.connection.read_line()
            await tried.connection.close()
            return line

    assert asyncio.run(story()) == b"220 hello"
