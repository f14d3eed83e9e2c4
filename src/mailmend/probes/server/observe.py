"""All that is read on the mail server for one case; read-only, within a budget."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass

from mailmend.case import Case
from mailmend.devices import client_for
from mailmend.facts import Fact, MailServer, NotObserved, ServerFact
from mailmend.probes.server.accounts import observe_account
from mailmend.probes.server.certificates import observe_certificates
from mailmend.probes.server.dovecot import observe_dovecot
from mailmend.probes.server.exim import observe_exim
from mailmend.probes.server.haraka import observe_haraka
from mailmend.probes.server.host import ELSEWHERE, Host, View
from mailmend.probes.server.names import observe_names
from mailmend.probes.server.network import observe_network
from mailmend.probes.server.opensmtpd import observe_opensmtpd
from mailmend.probes.server.postfix import observe_postfix
from mailmend.secret import Secret
from mailmend.world import Dns, Shell

BUDGET_S = 45.0


@dataclass(frozen=True, slots=True)
class Seen:
    """The facts of one server, and the commands that were run for them."""

    facts: tuple[Fact, ...]
    commands: tuple[str, ...]


def view_of(case: Case, *clients: str) -> View:
    """What the server's rules are asked about: the device's envelope, its login, its addresses."""
    recipient = case.recipient or ""
    same_domain = recipient.rpartition("@")[2].lower() == case.domain
    return View(
        client=clients[0] if clients else "",
        further=clients[1:],
        helo=client_for(case).ehlo_name,
        sender=case.envelope_sender,
        login=case.outgoing.username or case.address,
        recipient=ELSEWHERE if same_domain or not recipient else recipient,
        domain=case.domain,
        host=case.outgoing.host or "",
        address=case.address,
    )


async def observe_server(
    shell: Shell,
    dns: Dns,
    view: View,
    *,
    budget_s: float = BUDGET_S,
    secret: Secret | None = None,
) -> Seen:
    """The facts of every mail server that is installed there. Raises ``ShellLost``.

    ``secret`` is the mailbox's password where its owner wants it tried on the server.
    """
    host = Host(shell, dns)
    ends = asyncio.get_running_loop().time() + budget_s
    await host.run("id", "-u")
    first = (
        observe_postfix(host, view),
        observe_exim(host, view),
        observe_opensmtpd(host, view),
        observe_haraka(host),
        observe_dovecot(host),
        observe_network(host, view),
    )
    seen, in_time = await _within(ends, *first)
    found = _in_use(seen)
    second = (
        observe_certificates(host, view, found),
        observe_account(host, view, secret, found),
        observe_names(host, view, found),
    )
    more, still_in_time = await _within(ends, *second)
    found += more
    if not (in_time and still_in_time):
        found.append(NotObserved(what="mail-server", target="server", why="the time ran out"))
    if not any(isinstance(fact, MailServer) for fact in found):
        why = "neither Postfix nor Exim nor OpenSMTPD nor Haraka was found"
        found.append(NotObserved(what="mail-server", target="server", why=why))
    return Seen(tuple(found), tuple(host.commands))


async def _within(
    ends: float, *parts: Coroutine[None, None, list[Fact]]
) -> tuple[list[Fact], bool]:
    """What the parts see until that moment of the loop's clock, and whether all came to an end."""
    tasks = [asyncio.create_task(part) for part in parts]
    left = max(0.0, ends - asyncio.get_running_loop().time())
    try:
        _, late = await asyncio.wait(tasks, timeout=left)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return [fact for task in tasks if task not in late for fact in task.result()], not late


def _in_use(facts: list[Fact]) -> list[Fact]:
    """The facts without those of further mail servers that are installed and not in use."""
    servers = [fact for fact in facts if isinstance(fact, MailServer)]
    used = [one for one in servers if one.running is not False] or servers
    idle = {one.software for one in servers if one.software != used[0].software} if used else set()
    return [one for one in facts if not (isinstance(one, ServerFact) and one.software in idle)]
