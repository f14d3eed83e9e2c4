"""The whole observation against small servers on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from types import MappingProxyType

import pytest

from mailmend.case import Case, Device, Incoming, Outgoing
from mailmend.devices import client_for
from mailmend.facts import DnsAnswer, Fact, Facts, PublishedSettings, SmtpDialogue, TcpResult
from mailmend.probes.budget import Budget
from mailmend.probes.observe import observe
from mailmend.repair import Ground, best_working, replay_device, smallest_repair
from mailmend.secret import Secret
from tests.probes.certificates import server_context
from tests.probes.small_servers import Smtp, listening, script
from tests.probes.world import LedNet, TableDns, small_world

HOST, IP = "mail.hosting.test", "192.0.2.25"
ADDRESS, REMOTE, WORD = "alice@customer.test", "bob@elsewhere.test", "correct horse"

CASE = Case(
    address=ADDRESS,
    recipient=REMOTE,
    device=Device("iOS", "17.4", "Apple Mail"),
    incoming=Incoming("imap", HOST, 993, "tls", ADDRESS, "password"),
    outgoing=Outgoing(True, HOST, 587, "starttls", ADDRESS, True, "password"),
)
DNS = {
    (HOST, "A"): (IP,),
    ("customer.test", "MX"): ("10 mail.hosting.test.",),
}


Records = Mapping[tuple[str, str], tuple[str, ...]]
Elsewhere = Mapping[tuple[str, int], Smtp]


async def _look(
    case: Case, servers: dict[int, Smtp], word: str | None, more: Records, elsewhere: Elsewhere
) -> tuple[Facts, LedNet]:
    dns = TableDns({**DNS, **more})
    net = LedNet()
    async with AsyncExitStack() as stack:
        for place, server in elsewhere.items():
            net.ports[place] = await stack.enter_async_context(listening(server))
        for port, server in servers.items():
            context = server.context if port == 465 else None
            net.ports[IP, port] = await stack.enter_async_context(listening(server, context))
        secret = Secret(word) if word is not None else None
        facts = await observe(case, client_for(case), small_world(net, dns), secret, Budget())
    return Facts(facts), net


def look(
    case: Case,
    servers: dict[int, Smtp],
    word: str | None = WORD,
    *,
    more: Records = MappingProxyType({}),
    elsewhere: Elsewhere = MappingProxyType({}),
) -> tuple[Facts, LedNet]:
    """What is seen of the case with these servers, by port, at the one address."""
    return asyncio.run(_look(case, servers, word, more, elsewhere))


def hosting(**habits: object) -> dict[int, Smtp]:
    """A usual hoster: submission on 587 and 465, no AUTH on 25."""
    context = server_context(HOST)
    submission = Smtp(context, {ADDRESS: WORD}, **habits)  # type: ignore[arg-type]
    return {
        587: submission,
        465: replace(submission, heard=[]),
        25: Smtp(context, mechanisms=""),
    }


def repaired(case: Case, facts: Facts) -> dict[str, object]:
    """The changes of the smallest repair, by field."""
    found = smallest_repair(Ground(case, client_for(case), facts))
    assert found is not None
    return {change.field: change.to for change in found.changes}


def test_good_settings_are_seen_to_work_with_one_login() -> None:
    """A healthy case needs one login, and nothing has to change."""
    servers = hosting()
    facts, _ = look(CASE, servers)
    assert repaired(CASE, facts) == {}
    assert sum(server.verbs.count("AUTH") for server in servers.values()) == 1


def test_port_25_without_tls_and_login_is_repaired_in_one_round() -> None:
    """The usual case: three settings to change, each with its proof."""
    outgoing = Outgoing(True, HOST, 25, "none", "", False, "password")
    case = replace(CASE, outgoing=outgoing)
    facts, _ = look(case, hosting())
    ground = Ground(case, client_for(case), facts)
    found = smallest_repair(ground)
    assert found is not None
    assert {change.field: change.to for change in found.changes} == {
        "outgoing.port": 587,
        "outgoing.security": "starttls",
        "outgoing.username": ADDRESS,
        "outgoing.password_set": True,
    }
    assert {stop.why for stop in found.fails_without} == {
        "not-offered",
        "rejected",
        "password-missing",
    }
    replay = replay_device(ground, found)[0]
    assert replay.obstacle is not None
    assert replay.obstacle.stage == "rcpt-remote"


def test_bare_user_name_is_repaired_on_the_same_connection() -> None:
    """The server wants the whole address."""
    case = replace(CASE, outgoing=replace(CASE.outgoing, username="alice"))
    facts, _ = look(case, hosting())
    assert repaired(case, facts) == {"outgoing.username": ADDRESS}


def test_wrong_password_is_refused_at_most_twice() -> None:
    """No lock-out by a diagnosis."""
    servers = hosting()
    look(CASE, servers, "wrong")
    assert sum(server.verbs.count("AUTH") for server in servers.values()) <= 2


def test_without_a_password_nothing_is_logged_in() -> None:
    """The relay refusal is still seen."""
    servers = hosting()
    facts, _ = look(CASE, servers, None)
    assert all("AUTH" not in server.verbs for server in servers.values())
    refused = [
        step.reply.code
        for dialogue in facts.of(SmtpDialogue)
        for step in dialogue.every("rcpt-remote", login=None)
        if step.reply
    ]
    assert 454 in refused
    assert [fact.why for fact in facts.unseen("login")] == ["no password was given"]


def test_anonymous_remote_recipients_are_at_most_three() -> None:
    """Servers count relay refusals and ban."""
    servers = hosting()
    look(replace(CASE, outgoing=replace(CASE.outgoing, port=25, security="none")), servers, None)
    named = [line for server in servers.values() for line in server.heard if REMOTE in line]
    assert len(named) <= 3


def test_no_port_is_dialled_twice_in_the_same_way() -> None:
    """Every fact is bought once."""
    _, net = look(CASE, hosting())
    assert len(net.dialled) == len(set(net.dialled))


def test_names_of_the_domain_are_asked_and_nothing_above_it() -> None:
    """The device's host, the usual names, MX and SRV."""
    facts, _ = look(CASE, hosting())
    asked = {(answer.name, answer.rtype) for answer in facts.of(DnsAnswer)}
    assert (HOST, "A") in asked
    assert ("customer.test", "MX") in asked
    assert ("_submissions._tcp.customer.test", "SRV") in asked
    assert all(
        name.endswith(("customer.test", "hosting.test", "elsewhere.test")) for name, _ in asked
    )


def test_a_closed_port_is_a_fact() -> None:
    """Refused on 587, open on 465."""
    servers = hosting()
    del servers[587]
    facts, _ = look(CASE, servers)
    outcomes = {fact.port: fact.outcome for fact in facts.of(TcpResult) if fact.host == HOST}
    assert outcomes[587] == "refused"
    assert outcomes[465] == "open"
    assert repaired(CASE, facts)["outgoing.port"] == 465


def test_the_accounts_other_server_is_looked_at_as_the_device_would() -> None:
    """The device turns to it when the first fails."""
    other = Outgoing(True, "smtp.other.test", 2525, "none", "", False, "password")
    case = replace(CASE, other_outgoing=(other,))
    _, net = look(case, hosting(), more={("smtp.other.test", "A"): ("192.0.2.77",)})
    assert ("smtp.other.test", "192.0.2.77", 2525, "submission-plain") in net.dialled


def test_the_domains_own_exchanger_is_asked_for_the_address_alone() -> None:
    """An empty sender, no remote recipient, no login."""
    server = Smtp(server_context("mx.customer.test"), mechanisms="PLAIN")
    more = {
        ("customer.test", "MX"): ("5 mx.customer.test.",),
        ("mx.customer.test", "A"): ("192.0.2.99",),
    }
    look(CASE, hosting(), more=more, elsewhere={("192.0.2.99", 25): server})
    assert "MAIL FROM:<>" in server.heard
    assert f"RCPT TO:<{ADDRESS}>" in server.heard
    assert not any(REMOTE in line for line in server.heard)
    assert "AUTH" not in server.verbs


def test_settings_are_found_where_the_device_has_none() -> None:
    """From the address and the password alone."""
    case = Case(ADDRESS, device=Device("iOS"))
    more = {("_submissions._tcp.customer.test", "SRV"): ("0 1 465 mail.hosting.test.",)}
    facts, _ = look(case, hosting(), more=more)
    found = best_working(Ground(case, client_for(case), facts))
    assert found is not None
    assert (found.host, found.port, found.security, found.username) == (HOST, 465, "tls", ADDRESS)


def test_a_wrong_host_is_repaired_to_the_published_one() -> None:
    """The device's own host knows nobody."""
    more = {
        ("mail.oldhost.test", "A"): ("192.0.2.50",),
        ("_submission._tcp.customer.test", "SRV"): ("0 1 587 mail.hosting.test.",),
    }
    case = replace(CASE, outgoing=replace(CASE.outgoing, host="mail.oldhost.test"))
    old = Smtp(server_context("mail.oldhost.test"), {"vera@oldcustomer.test": "other"})
    facts, _ = look(case, hosting(), more=more, elsewhere={("192.0.2.50", 587): old})
    assert repaired(case, facts) == {"outgoing.host": HOST}


def test_slow_publications_are_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """What came in time is used, what did not is noted."""
    monkeypatch.setattr("mailmend.probes.observe.PUBLISHED_S", 0.2)

    async def quick() -> tuple[Fact, ...]:
        return (PublishedSettings(origin="provider-database", url="bundled", trusted=True),)

    async def slow() -> tuple[Fact, ...]:
        await asyncio.sleep(30)
        return ()

    async def run() -> Facts:
        case, world = Case(ADDRESS), small_world()
        async with asyncio.timeout(5):
            found = await observe(
                case, client_for(case), world, None, Budget(), published=(quick(), slow())
            )
        return Facts(found)

    facts = asyncio.run(run())
    assert len(facts.of(PublishedSettings, lambda fact: fact.origin == "provider-database")) == 1
    assert any("no answer within" in fact.why for fact in facts.unseen("published-settings"))


def test_what_was_seen_is_kept_when_the_caller_stops() -> None:
    """The list is filled while the work goes on."""

    async def run() -> list[Fact]:
        seen: list[Fact] = []
        async with listening(script(b"")) as port:
            net = LedNet({(IP, 587): port})
            world = small_world(net, TableDns(DNS))
            try:
                async with asyncio.timeout(0.5):
                    await observe(CASE, client_for(CASE), world, Secret(WORD), Budget(), seen=seen)
            except TimeoutError:
                pass
        return seen

    kinds = {fact.kind for fact in asyncio.run(run())}
    assert {"dns-answer", "tcp"} <= kinds


def test_progress_says_what_is_begun() -> None:
    """A word, a host and a port."""
    told: list[tuple[str, str, int | None]] = []

    async def run() -> None:
        world = small_world(dns=TableDns(DNS))
        await observe(
            CASE,
            client_for(CASE),
            world,
            None,
            Budget(),
            progress=lambda word, host, port: told.append((word, host, port)),
        )

    asyncio.run(run())
    assert ("names", "customer.test", None) in told
    assert ("connect", HOST, 587) in told
    assert ("mailbox", HOST, 993) in told
