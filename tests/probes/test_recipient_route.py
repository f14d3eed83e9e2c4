"""The connection to the recipient's mail exchanger."""

from __future__ import annotations

import asyncio

from mailmend.facts import Fact, NotObserved, TcpResult
from mailmend.probes.budget import Budget
from mailmend.probes.recipient_route import observe_recipient_route
from tests.probes.small_servers import Smtp, listening
from tests.probes.world import LedNet, TableDns, small_world

DNS = {
    ("elsewhere.test", "MX"): ("10 mx.elsewhere.test.",),
    ("mx.elsewhere.test", "A"): ("192.0.2.40",),
}


def look(recipient: str) -> tuple[list[Fact], LedNet, Smtp]:
    """What is seen of the way to that recipient."""
    facts: list[Fact] = []
    server, net = Smtp(), LedNet()

    async def run() -> None:
        async with listening(server) as port:
            net.ports["192.0.2.40", 25] = port
            world = small_world(net, TableDns(DNS))
            await observe_recipient_route(world, recipient, Budget(), facts.append)

    asyncio.run(run())
    return facts, net, server


def test_only_the_greeting_of_the_exchanger_is_read() -> None:
    """No sender and no recipient is named to strangers."""
    facts, net, server = look("bob@elsewhere.test")
    assert len(facts) == 1
    assert isinstance(facts[0], TcpResult)
    assert (facts[0].host, facts[0].port, facts[0].outcome) == ("mx.elsewhere.test", 25, "open")
    assert facts[0].raw.startswith("220 ")
    assert server.heard == []
    assert [purpose for *_, purpose in net.dialled] == ["recipient-route"]


def test_each_address_family_is_tried_once() -> None:
    """A second exchanger or address is not needed."""
    facts: list[Fact] = []
    records = {
        ("elsewhere.test", "MX"): ("10 mx.elsewhere.test.", "20 mx2.elsewhere.test."),
        ("mx.elsewhere.test", "A"): ("192.0.2.40", "192.0.2.41"),
        ("mx.elsewhere.test", "AAAA"): ("2001:db8::40", "2001:db8::41"),
    }
    world = small_world(LedNet(), TableDns(records))
    asyncio.run(observe_recipient_route(world, "bob@elsewhere.test", Budget(), facts.append))
    tried = {fact.address for fact in facts if isinstance(fact, TcpResult)}
    assert tried == {"192.0.2.40", "2001:db8::40"}


def test_a_domain_without_a_way_is_noted() -> None:
    """Not observed, with the reason."""
    facts, net, _ = look("bob@nowhere.test")
    assert isinstance(facts[0], NotObserved)
    assert net.dialled == []


def test_nothing_is_dialled_for_a_public_suffix() -> None:
    """Nor for a text that is no domain."""
    for recipient in ("bob@co.uk", "bob@localhost", "bob@192.0.2.1"):
        facts, net, _ = look(recipient)
        assert facts == []
        assert net.dialled == []
