"""nftables: a rule of its own lets mail through, before the one that drops it."""

from __future__ import annotations

import json
import re
from typing import Any

from mailmend.configs.nftables import shown_rule
from mailmend.facts import Ban, FirewallDecision
from mailmend.mending.ground import Ground, quoted
from mailmend.mending.plan import Advice, Command, Plan, Planned, server_fix

RISK = "the rule lasts until the firewall is loaded anew; write it into its file as well"
OTHERS = Advice("another program keeps this packet filter; open the port with that program")
MANAGED = ("ufw", "firewalld", "csf", "DOCKER")
_NAME = re.compile(r"[A-Za-z_][\w./-]{0,63}\Z")
_RULE = re.compile(r"table (\S+) chain (\S+): (.*)\Z", re.DOTALL)


@server_fix("open-port", "unban-address")
async def write(ground: Ground) -> Planned:
    """Only TCP to the ports of mail, and for a client that is banned from its address alone."""
    dropped = ground.facts.of(FirewallDecision, lambda one: not one.accepted)
    unban = ground.change.action == "unban-address"
    dropped = tuple(one for one in dropped if bool(one.client) == unban)
    if not dropped or (unban and ground.facts.first(Ban)):
        return None
    if any(one.software for one in dropped):
        return None if not unban else OTHERS
    if any(not one.source.startswith("nft") for one in dropped):
        return Advice("the packet filter is kept by iptables; add the rule with its own tool")
    listed = await ground.host.output("nft", "-j", "list", "ruleset")
    if any(word in (listed or "") for word in MANAGED):
        return OTHERS
    ports = tuple(sorted({one.port for one in dropped}))
    places = dict.fromkeys((_place(listed or "", one.rule), one.client) for one in dropped)
    commands = [_accepted(place, ports, client) for place, client in places if place]
    if len(commands) < len(places):
        return Advice("the rule that drops was not found again in nft list ruleset")
    clients = dict.fromkeys(one.client for one in dropped)
    who = f" from {', '.join(clients)}" if unban else ""
    title = f"The packet filter lets port {', '.join(map(str, ports))} through{who}"
    return Plan(title, (), tuple(commands), risks=(RISK,))


def _place(ruleset: str, rule: str) -> tuple[str, str, str, int] | None:
    """Family, table, chain and handle of the rule; handle 0 for the chain's policy."""
    found = _RULE.match(rule)
    if found is None or not (_NAME.match(found[1]) and _NAME.match(found[2])):
        return None
    policy, names = found[3].startswith("policy "), (found[1], found[2])
    for item in _items(ruleset):
        body = item.get("chain" if policy else "rule")
        if not isinstance(body, dict):
            continue
        if (body.get("table"), body.get("name" if policy else "chain")) != names:
            continue
        if policy or shown_rule(body) == found[3]:
            handle = 0 if policy else int(body.get("handle") or 0)
            return str(body.get("family")), found[1], found[2], handle
    return None


def _items(ruleset: str) -> list[dict[str, Any]]:
    try:
        listed = json.loads(ruleset)["nftables"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    return [item for item in listed if isinstance(item, dict)]


def _accepted(place: tuple[str, str, str, int], ports: tuple[int, ...], client: str) -> Command:
    family, table, chain, handle = place
    source = f"{'ip6' if ':' in client else 'ip'} saddr {client} " if client else ""
    listed = ", ".join(str(port) for port in ports)
    mark = f"mailmend {client} {listed}".replace("  ", " ")
    rule = f'{source}tcp dport {{ {listed} }} accept comment "{mark}"'
    where = f"{family} {table} {chain}"
    put = f"insert rule {where} position {handle}" if handle else f"add rule {where}"
    seen = quoted("nft", "-a", "list", "chain", family, table, chain)
    ours = quoted("grep", "-F", "--", f'comment "{mark}"')
    return Command(
        shown=f"nft {put} {rule}",
        do=quoted("nft", f"{put} {rule}"),
        undo=f"h=$({seen} | {ours} | sed 's/.*# handle //' | head -n 1) && "
        f'nft delete rule {where} handle "$h"',
        state=f"{seen} | {ours} >/dev/null && echo new || echo old",
    )
