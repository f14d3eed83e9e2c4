"""A further round of experiments against small servers on loopback."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from mailmend.case import Case, Device, Outgoing
from mailmend.conclude import derive
from mailmend.devices import client_for
from mailmend.facts import Fact, Facts, SmtpDialogue, TlsProbe, TlsSession
from mailmend.probes.budget import Budget
from mailmend.probes.observe import observe
from mailmend.probes.observe_more import observe_more
from mailmend.repair import Ground, smallest_repair
from mailmend.secret import Secret
from tests.probes.certificates import server_context
from tests.probes.small_servers import Smtp, listening
from tests.probes.world import LedNet, TableDns, small_world

ADDRESS, WORD, IP = "alice@customer.test", "correct horse", "192.0.2.25"
SALES = "sales@customer.test"
DNS = {
    ("mail.customer.test", "A"): (IP,),
    ("server12.hosting.test", "A"): (IP,),
    ("mx.hosting.test", "A"): ("192.0.2.30",),
    ("customer.test", "MX"): ("10 mx.hosting.test.",),
}


def case(host: str = "mail.customer.test", sender: str | None = None) -> Case:
    """Alice on her phone."""
    return Case(
        ADDRESS,
        recipient="bob@elsewhere.test",
        sender=sender,
        device=Device("iOS", "17.4", "Apple Mail"),
        outgoing=Outgoing(True, host, 587, "starttls", ADDRESS, True, "password"),
    )


async def _rounds(it: Case, server: Smtp, net: LedNet) -> tuple[Facts, list[int]]:
    seen: list[Fact] = []
    sizes: list[int] = []
    async with AsyncExitStack() as stack:
        net.ports[IP, 587] = await stack.enter_async_context(listening(server))
        world, client, budget = small_world(net, TableDns(DNS)), client_for(it), Budget()
        secret = Secret(WORD)
        await observe(it, client, world, secret, budget, seen=seen)
        for _ in range(3):
            facts = derive(it, client, seen).facts
            more = await observe_more(it, client, world, secret, budget, facts=facts, seen=seen)
            sizes.append(len(more))
    return Facts(seen), sizes


def rounds(it: Case, server: Smtp, net: LedNet | None = None) -> tuple[Facts, list[int]]:
    """All facts, and how many each further round brought."""
    return asyncio.run(_rounds(it, server, net or LedNet()))


def repaired(it: Case, facts: Facts) -> dict[str, object]:
    """The changes of the smallest repair, by field."""
    found = smallest_repair(Ground(it, client_for(it), facts))
    assert found is not None
    return {change.field: change.to for change in found.changes}


def test_the_name_that_fits_the_certificate_is_found_and_works() -> None:
    """The server calls itself so, the certificate covers it, and it leads to the same address."""
    server = Smtp(server_context("*.hosting.test"), {ADDRESS: WORD}, name="server12.hosting.test")
    facts, sizes = rounds(case(), server)
    assert repaired(case(), facts) == {"outgoing.host": "server12.hosting.test"}
    assert sizes[0] > 0
    assert sizes[-1] == 0


def test_a_sender_that_the_login_may_not_use_is_replaced() -> None:
    """The login's own address is accepted."""
    refusal = {SALES: f"553 5.7.1 <{SALES}>: Sender address rejected: not owned by user"}
    it = case(sender=SALES)
    server = Smtp(server_context("mail.customer.test"), {ADDRESS: WORD}, sender_refusal=refusal)
    facts, sizes = rounds(it, server)
    assert repaired(it, facts) == {"address": ADDRESS}
    assert sizes == [sizes[0], 0, 0]


def test_a_refused_ehlo_name_passes_with_another() -> None:
    """The same login, the same port, another name."""
    refused = {"smtpclient.apple": "450 4.7.1 <smtpclient.apple>: Helo command rejected: no such"}
    server = Smtp(server_context("mail.customer.test"), {ADDRESS: WORD}, helo_refusal=refused)
    facts, _ = rounds(case(), server)
    others = facts.of(SmtpDialogue, lambda fact: fact.ehlo_name == "customer.test")
    (step,) = others[0].every("rcpt-remote", login=ADDRESS)
    assert step.accepted


def test_an_old_tls_version_shows_by_another_offer() -> None:
    """The handshake is told as a fact of its own."""
    net = LedNet(offers={(IP, 587, "legacy"): TlsSession(ok=True, version="TLSv1")})
    facts, _ = rounds(case(), Smtp(server_context("mail.customer.test"), breaks_tls=True), net)
    found = facts.of(TlsProbe, lambda fact: fact.offer == "legacy")
    assert [fact.session.version for fact in found] == ["TLSv1"]


def test_a_healthy_case_has_no_further_round() -> None:
    """Nothing is asked for."""
    server = Smtp(server_context("mail.customer.test"), {ADDRESS: WORD})
    _, sizes = rounds(case(), server)
    assert sizes == [0, 0, 0]
