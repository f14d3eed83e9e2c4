"""What the server's packet filter does with the ports of mail, and where its rules are kept."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from typing import Literal

from mailmend.configs import iptables
from mailmend.configs.firewall_owner import Owner, first_line, owner_of
from mailmend.configs.nftables import Nftables
from mailmend.configs.packets import Filtered, Packet
from mailmend.configs.postfix import Place
from mailmend.facts import Fact, FirewallDecision, NotObserved
from mailmend.probes.server.host import Host, View
from mailmend.world import CommandResult

MAX_SETS = 1024 * 1024
Family = Literal["ipv4", "ipv6"]


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules as both tools print them."""

    nft: CommandResult
    saved: dict[Family, CommandResult]
    lists: dict[str, tuple[str, ...]]

    @property
    def chains(self) -> frozenset[str]:
        """The chains that iptables keeps, by either family."""
        return frozenset[str]().union(
            *(iptables.chains_of(one.stdout) for one in self.saved.values())
        )


async def observe_firewall(host: Host, view: View, ports: list[int]) -> list[Fact]:
    """The decision for each port, by nftables and by iptables; not seen where neither answers."""
    rules = await _read(host)
    if not rules.nft.ok and not rules.saved["ipv4"].ok:
        why = (rules.nft.stderr or rules.saved["ipv4"].stderr).strip()[:200] or "no output"
        return [NotObserved(what="firewall-decision", target="nft, iptables-save", why=why)]
    facts: list[Fact] = []
    for client, family in _ways(view.clients):
        interface, own = await _way_in(host, client, family)
        for port in ports:
            packet = Packet(port, family, client, interface, own, rules.lists)
            facts += await _decided(host, rules, packet)
    return facts


async def _read(host: Host) -> _Rules:
    nft, ipv4, ipv6 = await asyncio.gather(
        host.run("nft", "-j", "list", "ruleset"),
        host.run("iptables-save"),
        host.run("ip6tables-save"),
    )
    saved: dict[Family, CommandResult] = {"ipv4": ipv4, "ipv6": ipv6}
    lists: dict[str, list[str]] = {}
    if any("--match-set" in one.stdout for one in saved.values()):
        printed = await host.first(MAX_SETS, "ipset", "save")
        whole = printed.stdout if len(printed.stdout) < MAX_SETS else ""
        for name in re.findall(r"(?m)^create (\S{1,40}) hash:(?:ip|net)\b", whole):
            lists[name] = []
        for name, member in re.findall(r"(?m)^add (\S{1,40}) (\S{1,60})", whole):
            if name in lists:
                lists[name].append(member)
    return _Rules(nft, saved, {name: tuple(found) for name, found in lists.items()})


def _ways(clients: tuple[str, ...]) -> tuple[tuple[str, Family], ...]:
    """Each address with its family; both families where no address is known."""
    if not clients:
        return ("", "ipv4"), ("", "ipv6")
    return tuple((client, "ipv6" if ":" in client else "ipv4") for client in clients)


async def _way_in(host: Host, client: str, family: Family) -> tuple[str, str]:
    """The interface at which the client's packets come in, and the server's address there."""
    version = "-4" if family == "ipv4" else "-6"
    asked = ("get", client) if client else ("show", "default")
    text = await host.output("ip", version, "-j", "route", *asked)
    try:
        rows = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return "", ""
    row = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
    return str(row.get("dev") or ""), str(row.get("prefsrc") or "")


async def _decided(host: Host, rules: _Rules, packet: Packet) -> list[Fact]:
    """None for a port that is handed on: its packets pass other chains, as with Docker."""
    facts: list[Fact] = []
    saved = rules.saved[packet.family]
    handed_on = iptables.redirected(saved.stdout, packet)
    if handed_on or Nftables(rules.nft.stdout).redirected(packet):
        return []
    kept = iptables.tables_of(saved.stdout) if saved.ok else frozenset[str]()
    by_nft = Nftables(rules.nft.stdout, kept).decide(packet) if rules.nft.ok else None
    by_tables = iptables.decide(saved.stdout, packet) if saved.ok else None
    tool = "iptables-save" if packet.family == "ipv4" else "ip6tables-save"
    for source, found in (("nft list ruleset", by_nft), (tool, by_tables)):
        if found is not None:
            owner = owner_of(found.chain, rules.chains)
            place = Place() if found.accepted else await _place(host, owner, found, packet)
            facts.append(_decision(found, packet, source, owner, place))
    return facts


def _decision(
    found: Filtered, packet: Packet, source: str, owner: Owner, place: Place
) -> FirewallDecision:
    return FirewallDecision(
        source=source,
        software=owner.name,
        setting=f"zone {owner.zone}" if owner.zone else "",
        file=place.file,
        line=place.line,
        port=packet.port,
        family=packet.family,
        accepted=found.accepted,
        rule=found.rule,
        client=packet.client if found.about_client else "",
        raw=found.rule,
    )


async def _place(host: Host, owner: Owner, found: Filtered, packet: Packet) -> Place:
    """Where the owner keeps what decides: the rule, or the policy for what no rule opens."""
    about = re.escape(packet.client) if found.about_client else str(packet.port)
    policy = "" if "policy" not in found.rule else r"policy drop"
    match owner.name:
        case "ufw":
            rule = rf"^### tuple ### (?:deny|reject|limit) .*\b{about}\b"
            there = await _line(host, "/etc/ufw/user.rules", rule)
            default = await _line(host, "/etc/default/ufw", "^DEFAULT_INPUT_POLICY=")
            return default if policy or not there.line else there
        case "firewalld":
            return await _zone_file(host, owner.zone)
        case "csf":
            file = "csf.deny" if found.about_client else "csf.conf"
            wanted = about if found.about_client else r"^TCP_IN\s*="
            return await _line(host, f"/etc/csf/{file}", wanted)
        case "":
            kept = rf"\b{about}\b.*\b(?:drop|reject)\b"
            return await _line(host, "/etc/nftables.conf", *([policy] if policy else [kept]))
    return Place()


async def _line(host: Host, path: str, *patterns: str) -> Place:
    line = first_line(await host.read(path) or "", *patterns)
    return Place(path, line) if line else Place()


async def _zone_file(host: Host, zone: str) -> Place:
    """The zone as the admin changed it, else as it is shipped."""
    if not zone:
        return Place()
    folders = ("/etc/firewalld/zones", "/usr/lib/firewalld/zones")
    paths = [f"{folder}/{zone}.xml" for folder in folders]
    for path in paths:
        found = await _line(host, path, r"<zone\b")
        if found.file:
            return found
    return Place()
