"""The server's ports, its packet filter and its ban lists."""

from __future__ import annotations

import asyncio

from mailmend.facts import Fact, Listener, NotObserved
from mailmend.probes.server.bans import observe_bans
from mailmend.probes.server.firewall import observe_firewall
from mailmend.probes.server.host import Host, View

MAIL_PORTS = (25, 465, 587)
READING_PORTS = (110, 143, 993, 995)


async def observe_network(host: Host, view: View) -> list[Fact]:
    """Listeners of mail, what the packet filter does with them, and bans of the client."""
    listening = await host.listeners()
    if listening is None:
        return [NotObserved(what="listener", target="ss", why="the command failed")]
    facts: list[Fact] = [
        Listener(source="ss -ltn", address=address, port=port)
        for address, port in listening
        if port in (*MAIL_PORTS, *READING_PORTS)
    ]
    open_ports = sorted({one.port for one in facts if isinstance(one, Listener) and one.outward})
    ports = [one for one in open_ports if one in MAIL_PORTS]
    filtered, bans = await asyncio.gather(
        observe_firewall(host, view, ports), observe_bans(host, view)
    )
    return [*facts, *filtered, *bans]
