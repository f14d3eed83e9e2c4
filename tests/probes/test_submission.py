"""Endpoints: addresses of both families, names of one server, modes of one port."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from mailmend.case import Case, Device, Outgoing
from mailmend.devices import client_for
from mailmend.facts import Fact, Facts, SmtpDialogue, TcpResult
from mailmend.io.connection import RealConnection
from mailmend.probes import conversation, dialogue, submission, tcp_ports
from mailmend.probes.budget import Budget
from mailmend.probes.connect import Target
from mailmend.probes.plans import Endpoint
from mailmend.probes.submission import Submission, accepted_after_login, unheard
from mailmend.secret import Secret
from tests.probes.certificates import server_context
from tests.probes.small_servers import Handler, Smtp, listening, script
from tests.probes.world import LedNet, TableDns, small_world

HOST, ADDRESS, WORD = "mail.hosting.test", "alice@customer.test", "correct horse"
FOUR, OTHER_FOUR, SIX = "192.0.2.25", "192.0.2.26", "2001:db8::25"
CASE = Case(
    ADDRESS,
    recipient="bob@elsewhere.test",
    device=Device("iOS"),
    outgoing=Outgoing(True, HOST, 587, "starttls", ADDRESS, True, "password"),
)
OWN = Endpoint(HOST, 587, "starttls", 0, own=True, leads=True, anonymous_remote=True)

Records = Mapping[tuple[str, str], tuple[str, ...]]


class Swallowing(LedNet):
    """A net in which every packet is lost."""

    async def connect(self, host: str, address: str, port: int, purpose: str) -> RealConnection:
        self.dialled.append((host, address, port, purpose))
        await asyncio.sleep(60)
        raise AssertionError


def server(*names: str) -> Smtp:
    """A good server for alice."""
    return Smtp(server_context(*(names or (HOST,))), {ADDRESS: WORD})


async def _look(
    endpoints: tuple[Endpoint, ...], led: Mapping[tuple[str, int], Handler], records: Records
) -> tuple[Facts, LedNet, bool]:
    facts: list[Fact] = []
    net = LedNet()
    async with AsyncExitStack() as stack:
        for place, handler in led.items():
            context = handler.context if isinstance(handler, Smtp) and place[1] == 465 else None
            net.ports[place] = await stack.enter_async_context(listening(handler, context))
        world = small_world(net, TableDns(records))
        share = Submission(
            CASE, client_for(CASE), world, Secret(WORD), Budget(), facts.append, unheard
        )
        for endpoint in endpoints:
            share.order.enter(endpoint.rank)
        async with asyncio.TaskGroup() as group:
            for endpoint in endpoints:
                group.create_task(share.probe(endpoint))
        return Facts(facts), net, share.order.won


def look(
    *endpoints: Endpoint, led: Mapping[tuple[str, int], Handler], records: Records
) -> tuple[Facts, LedNet, bool]:
    """What is seen, what was dialled, and whether a message was accepted."""
    return asyncio.run(_look(endpoints, led, records))


def test_both_families_are_tried_and_one_logs_in() -> None:
    """IPv4 carries the login where it answers."""
    led = {(FOUR, 587): server(), (SIX, 587): server()}
    facts, _, won = look(OWN, led=led, records={(HOST, "A"): (FOUR,), (HOST, "AAAA"): (SIX,)})
    logins = {fact.address: len(fact.login_steps) for fact in facts.of(SmtpDialogue)}
    assert logins == {FOUR: 1, SIX: 0}
    assert won


def test_where_ipv4_is_dead_ipv6_logs_in() -> None:
    """Whatever answers."""
    led = {(SIX, 587): server()}
    facts, _, won = look(OWN, led=led, records={(HOST, "A"): (FOUR,), (HOST, "AAAA"): (SIX,)})
    assert any(accepted_after_login(fact) for fact in facts.of(SmtpDialogue))
    assert won
    outcomes = {fact.address: fact.outcome for fact in facts.of(TcpResult)}
    assert outcomes == {FOUR: "refused", SIX: "open"}


def test_a_dead_family_is_not_waited_for_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one is knocked at meanwhile; where it is dead too nothing more is tried."""
    monkeypatch.setattr(submission, "SILENCE_S", 0.05)
    monkeypatch.setattr(tcp_ports, "KNOCK_S", 0.1)
    monkeypatch.setattr(dialogue, "Target", functools.partial(Target, longest_s=0.3))

    async def story() -> LedNet:
        net = Swallowing()
        world = small_world(net, TableDns({(HOST, "A"): (FOUR,), (HOST, "AAAA"): (SIX,)}))
        share = Submission(CASE, client_for(CASE), world, None, Budget(), lambda _: None, unheard)
        share.order.enter(1)
        async with asyncio.timeout(20):
            await share.probe(Endpoint(HOST, 465, "tls", 1))
        return net

    dialled = asyncio.run(story()).dialled
    assert [(address, purpose) for _, address, _, purpose in dialled] == [
        (FOUR, "submission-tls"),
        (SIX, "knock"),
    ]


def test_the_first_address_that_answers_holds_the_dialogue() -> None:
    """The others are only knocked at, on the device's own port."""
    led = {(OTHER_FOUR, 587): server(), ("192.0.2.27", 587): server()}
    records = {(HOST, "A"): (FOUR, OTHER_FOUR, "192.0.2.27")}
    facts, _, _ = look(OWN, led=led, records=records)
    assert [fact.address for fact in facts.of(SmtpDialogue)] == [OTHER_FOUR]
    assert {fact.address for fact in facts.of(TcpResult)} == {FOUR, OTHER_FOUR, "192.0.2.27"}


SECOND = Endpoint("smtp.customer.test", 587, "starttls", 100)


def test_a_second_name_of_the_same_server_is_not_dialled_again() -> None:
    """Its port has shown all it can."""
    records = {(HOST, "A"): (FOUR,), ("smtp.customer.test", "A"): (FOUR,)}
    _, net, _ = look(OWN, SECOND, led={(FOUR, 587): server()}, records=records)
    assert len(net.dialled) == 1


def test_a_second_name_is_dialled_where_the_first_does_not_fit_the_certificate() -> None:
    """The other name may fit."""
    records = {(HOST, "A"): (FOUR,), ("smtp.customer.test", "A"): (FOUR,)}
    led = {(FOUR, 587): server("smtp.customer.test")}
    facts, _, won = look(OWN, SECOND, led=led, records=records)
    working = [fact.host for fact in facts.of(SmtpDialogue) if accepted_after_login(fact)]
    assert working == ["smtp.customer.test"]
    assert won


def test_a_closed_port_is_told_for_every_name_but_dialled_once() -> None:
    """The same address, the same outcome."""
    records = {(HOST, "A"): (FOUR,), ("smtp.customer.test", "A"): (FOUR,)}
    facts, net, _ = look(OWN, SECOND, led={}, records=records)
    assert {fact.host for fact in facts.of(TcpResult)} == {HOST, "smtp.customer.test"}
    assert len(net.dialled) == 1


def test_a_host_without_an_address_is_not_dialled() -> None:
    """The name is the finding."""
    facts, net, won = look(OWN, led={}, records={})
    assert list(facts) == []
    assert net.dialled == []
    assert not won


def test_an_endpoint_without_trust_never_logs_in() -> None:
    """Its anonymous envelope is seen."""
    untrusted = replace(OWN, logs_in=False, leads=False)
    facts, _, won = look(untrusted, led={(FOUR, 587): server()}, records={(HOST, "A"): (FOUR,)})
    (held,) = facts.of(SmtpDialogue)
    assert held.login_steps == ()
    assert held.find("rcpt-remote") is not None
    assert not won


def test_the_second_logs_in_only_if_the_first_could_not() -> None:
    """One accepted login is enough."""
    records = {(HOST, "A"): (FOUR,)}
    second = Endpoint(HOST, 465, "tls", 1)
    facts, _, _ = look(
        OWN, second, led={(FOUR, 587): server(), (FOUR, 465): server()}, records=records
    )
    assert {fact.port: len(fact.login_steps) for fact in facts.of(SmtpDialogue)} == {587: 1, 465: 0}
    no_login = Smtp(server_context(HOST), mechanisms="")
    facts, _, won = look(
        OWN, second, led={(FOUR, 587): no_login, (FOUR, 465): server()}, records=records
    )
    assert {fact.port: len(fact.login_steps) for fact in facts.of(SmtpDialogue)} == {587: 0, 465: 1}
    assert won


async def _both_modes(handler: Handler) -> dict[str, SmtpDialogue]:
    """The dialogues of either mode with a port that waits for TLS and is then served so."""
    own = replace(OWN, port=2465, leads=True)
    twin = Endpoint(HOST, 2465, "tls", 1, own=True, only_if_silent=True)
    facts: list[Fact] = []
    async with listening(handler, server_context(HOST)) as port:
        world = small_world(LedNet({(FOUR, 2465): port}), TableDns({(HOST, "A"): (FOUR,)}))
        share = Submission(
            CASE, client_for(CASE), world, Secret(WORD), Budget(), facts.append, unheard
        )
        for endpoint in (own, twin):
            share.order.enter(endpoint.rank)
        async with asyncio.timeout(5), asyncio.TaskGroup() as group:
            for endpoint in (own, twin):
                group.create_task(share.probe(endpoint))
    return {fact.mode: fact for fact in Facts(facts).of(SmtpDialogue)}


@pytest.mark.parametrize("speaks_smtp", [True, False])
def test_silence_in_clear_ends_soon_after_tls_has_spoken(
    monkeypatch: pytest.MonkeyPatch, *, speaks_smtp: bool
) -> None:
    """On one port, in two modes: the second shows why the first is silent, if only with IMAP."""
    monkeypatch.setattr(submission, "SILENCE_S", 0.05)
    monkeypatch.setattr(submission, "HURRY_S", 0.05)
    monkeypatch.setattr(conversation, "STEP_S", 2.0)
    found = asyncio.run(_both_modes(server() if speaks_smtp else script(b"* OK ready\r\n")))
    step = found["starttls"].find("greeting")
    assert step is not None
    assert step.lost == "timeout"
    assert found["tls"].speaks_smtp is speaks_smtp
    assert accepted_after_login(found["tls"]) is speaks_smtp


def test_the_other_mode_is_not_tried_where_the_port_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing to find out."""
    monkeypatch.setattr(submission, "SILENCE_S", 0.05)
    twin = Endpoint(HOST, 587, "tls", 1, own=True, only_if_silent=True)
    _, net, _ = look(OWN, twin, led={(FOUR, 587): server()}, records={(HOST, "A"): (FOUR,)})
    assert len(net.dialled) == 1


def test_a_port_that_is_no_mail_server_is_told() -> None:
    """As a dialogue that is not SMTP."""
    led = {(FOUR, 587): script(b"SSH-2.0-OpenSSH_9.2\r\n")}
    facts, _, _ = look(OWN, led=led, records={(HOST, "A"): (FOUR,)})
    (held,) = facts.of(SmtpDialogue)
    assert not held.speaks_smtp
