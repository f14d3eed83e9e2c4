"""A mail server whose own checker refuses its files, so that nothing else of them can be read."""

from __future__ import annotations

from dataclasses import replace

from mailmend.configs.checker import fault_in
from mailmend.facts import MailServer, NotObserved
from mailmend.probes.server.host import Host

PORTS = frozenset({25, 465, 587})


async def unreadable(
    host: Host, software: str, command: str, said: str
) -> MailServer | NotObserved:
    """The server with the fault that its program names; without one only that it was not read."""
    listening = await host.listeners()
    running = None if listening is None else any(port in PORTS for _, port in listening)
    found = with_fault(MailServer(source=command, software=software, running=running), said)
    if found.fault:
        return found
    why = said.strip()[:200] or "no output"
    return NotObserved(what="mail-server", target=command, why=why)


def with_fault(server: MailServer, said: str) -> MailServer:
    """The server with the first fault that its checker tells, and the place of that."""
    fault = fault_in(said)
    if fault is None:
        return server
    return replace(server, fault=fault[0], file=fault[1], line=fault[2], raw=said.strip()[:600])
