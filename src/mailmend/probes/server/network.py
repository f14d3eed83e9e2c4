"""The server's ports, its packet filter and its ban lists."""

from __future__ import annotations

import ipaddress
import re
from typing import Literal

from mailmend.configs import iptables
from mailmend.configs.nftables import Nftables
from mailmend.configs.packets import Filtered, Packet
from mailmend.facts import Ban, Fact, FirewallDecision, Listener, NotObserved
from mailmend.probes.server.host import Host, View

MAIL_PORTS = (25, 465, 587)
READING_PORTS = (110, 143, 993, 995)
MAX_JAILS = 40
Family = Literal["ipv4", "ipv6"]


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
    facts += await _filtered(host, view, [port for port in open_ports if port in MAIL_PORTS])
    return facts + await _banned(host, view)


async def _filtered(host: Host, view: View, ports: list[int]) -> list[Fact]:
    facts: list[Fact] = []
    rules = await host.run("nft", "-j", "list", "ruleset")
    saved = {
        "ipv4": await host.run("iptables-save"),
        "ipv6": await host.run("ip6tables-save"),
    }
    if not rules.ok and not saved["ipv4"].ok:
        why = (rules.stderr or saved["ipv4"].stderr).strip()[:200] or "no output"
        return [NotObserved(what="firewall-decision", target="nft, iptables-save", why=why)]
    ruleset = Nftables(rules.stdout if rules.ok else "")
    for family in _families(view.client):
        for port in ports:
            packet = Packet(port, family, view.client)
            by_tables = iptables.decide(saved[family].stdout, packet) if saved[family].ok else None
            for source, found in (
                ("nft list ruleset", ruleset.decide(packet) if rules.ok else None),
                ("iptables-save" if family == "ipv4" else "ip6tables-save", by_tables),
            ):
                if found is not None:
                    facts.append(_decision(found, packet, source))
    return facts


def _families(client: str) -> tuple[Family, ...]:
    if not client:
        return "ipv4", "ipv6"
    return ("ipv6",) if ":" in client else ("ipv4",)


def _decision(found: Filtered, packet: Packet, source: str) -> FirewallDecision:
    return FirewallDecision(
        source=source,
        port=packet.port,
        family=packet.family,
        accepted=found.accepted,
        rule=found.rule,
        client=packet.client if found.about_client else "",
        raw=found.rule,
    )


async def _banned(host: Host, view: View) -> list[Fact]:
    """The jails of fail2ban that hold the client's address."""
    if not view.client:
        return []
    status = await host.output("fail2ban-client", "status")
    if status is None:
        return []
    listed = re.search(r"Jail list:\s*(.*)", status)
    jails = [name.strip() for name in listed[1].split(",")] if listed else []
    facts: list[Fact] = []
    for jail in jails[:MAX_JAILS]:
        if not re.fullmatch(r"[A-Za-z0-9_][\w.-]{0,60}", jail):
            continue
        command = ("fail2ban-client", "status", jail)
        text = await host.output(*command)
        held = re.search(r"Banned IP list:\s*(.*)", text or "")
        if held and any(_same(word, view.client) for word in held[1].split()):
            source = " ".join(command)
            facts.append(Ban(source=source, software="fail2ban", jail=jail, address=view.client))
    return facts


def _same(one: str, other: str) -> bool:
    try:
        return ipaddress.ip_address(other) in ipaddress.ip_network(one, strict=False)
    except ValueError:
        return False
