"""Knocking at ports."""

from __future__ import annotations

import asyncio

import pytest

from mailmend.facts import Fact, TcpResult
from mailmend.probes import tcp_ports
from mailmend.probes.budget import Budget
from mailmend.probes.connect import Target
from mailmend.probes.tcp_ports import knock, observe_ports
from tests.probes.small_servers import Handler, listening, script
from tests.probes.world import LedNet, small_world

TARGET = Target("mail.hosting.test", "192.0.2.25")


def at(handler: Handler, port: int) -> TcpResult:
    """What knocking at that port tells."""

    async def tried() -> TcpResult:
        async with listening(handler) as led:
            world = small_world(LedNet({(TARGET.address, port): led}))
            return await knock(world, TARGET, port, Budget())

    return asyncio.run(tried())


def test_a_greeting_is_kept_where_the_server_speaks_first() -> None:
    """Escaped and bounded."""
    found = at(script(b"220 \x1b[1mhello\r\n"), 25)
    assert found.outcome == "open"
    assert found.raw == "220 \\x1b[1mhello"
    assert len(at(script(b"220 " + b"x" * 5000 + b"\r\n"), 2525).raw) <= 600


def test_a_tls_port_is_only_opened() -> None:
    """Nobody speaks first there."""
    assert at(script(b"* OK in clear\r\n"), 993).raw == ""


def test_silence_is_open_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a bound."""
    monkeypatch.setattr(tcp_ports, "GREETING_S", 0.1)
    found = at(script(b""), 25)
    assert (found.outcome, found.raw) == ("open", "")


def test_every_port_gives_its_result() -> None:
    """Refused and timed out are facts like open."""
    facts: list[Fact] = []

    async def look() -> None:
        async with listening(script(b"* OK ready\r\n")) as led:
            net = LedNet({("192.0.2.25", 143): led}, failing={("192.0.2.25", 110): "timeout"})
            ports = (143, 110, 995)
            await observe_ports(small_world(net), TARGET, ports, Budget(), facts.append)

    asyncio.run(look())
    found = {fact.port: fact.outcome for fact in facts if isinstance(fact, TcpResult)}
    assert found == {143: "open", 110: "timeout", 995: "refused"}
