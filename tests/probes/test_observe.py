"""The whole observation against small servers on loopback."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace

from mailmend.case import Case, Device, Incoming, Outgoing
from mailmend.devices import client_for
from mailmend.facts import DnsAnswer, Facts, SmtpDialogue, TcpResult
from mailmend.probes.budget import Budget
from mailmend.probes.observe import observe
from mailmend.repair import Ground, replay_device, smallest_repair
from mailmend.secret import Secret
from tests.probes.certificates import server_context
from tests.probes.server import Smtp, listening
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


async def _look(case: Case, servers: dict[int, Smtp], word: str | None) -> tuple[Facts, LedNet]:
    dns = TableDns(DNS)
    net = LedNet()
    async with AsyncExitStack() as stack:
        for port, server in servers.items():
            context = server.context if port == 465 else None
            net.ports[IP, port] = await stack.enter_async_context(listening(server, context))
        secret = Secret(word) if word is not None else None
        facts = await observe(case, client_for(case), small_world(net, dns), secret, Budget())
    return Facts(facts), net


def look(case: Case, servers: dict[int, Smtp], word: str | None = WORD) -> tuple[Facts, LedNet]:
    """What is seen of the case with these servers, by port, at the one address."""
    return asyncio.run(_look(case, servers, word))


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
