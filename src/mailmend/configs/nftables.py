"""What ``nft -j list ruleset`` says about a new connection from outside (libnftables-json(5))."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mailmend.configs.nft_values import flag_names, is_client, is_port, number
from mailmend.configs.nft_words import shown_rule
from mailmend.configs.packets import (
    Filtered,
    Packet,
    Told,
    both,
    by_interface,
    either,
    inverted,
    settled,
    to_address,
)

__all__ = ["Nftables", "shown_rule"]
MAX_DEPTH = 12
PORT_FIELDS = {("tcp", "dport"), ("th", "dport")}
Chain = tuple[str, str, str]


class Nftables:
    """A rule set; texts that are not one hold no rules.

    ``kept`` are tables of the families ip and ip6 that iptables keeps: what they hold is told by
    iptables-save alone.
    """

    def __init__(self, text: str, kept: Iterable[str] = ()) -> None:
        self._kept = {(family, table) for family in ("ip", "ip6") for table in kept}
        self.chains: dict[Chain, dict[str, Any]] = {}
        self.rules: dict[Chain, list[dict[str, Any]]] = {}
        self.sets: dict[Chain, list[Any]] = {}
        for item in _items(text):
            self._take(item)

    def _take(self, item: dict[str, Any]) -> None:
        for kind, body in item.items():
            if not isinstance(body, dict):
                continue
            key = (str(body.get("family")), str(body.get("table")), str(body.get("name")))
            match kind:
                case "chain":
                    self.chains[key] = body
                case "set":
                    self.sets[key] = list(body.get("elem") or [])
                case "rule":
                    self.rules.setdefault((*key[:2], str(body.get("chain"))), []).append(body)

    def decide(self, packet: Packet) -> Filtered | None:
        """The rule that drops the packet, or that it passes; ``None``: it cannot be told."""
        unsure = False
        for chain in self._entrances(packet):
            walk = _Walk(self, packet)
            end = walk.through(chain, MAX_DEPTH)
            told = settled(end, walk.maybe) if end else None
            if told is None:
                unsure = unsure or end is None or not end.accepted or False in walk.maybe
            elif not told.accepted:
                return None if unsure else told
        return None if unsure else Filtered(True, "")

    def redirected(self, packet: Packet) -> bool:
        """Whether a rule may hand the packet on to another port or machine before the filter."""
        walk = _Walk(self, packet)
        for chain, bodies in self.rules.items():
            for body in bodies:
                statements = [one for one in body.get("expr") or [] if isinstance(one, dict)]
                handed_on = any({"dnat", "redirect"} & set(one) for one in statements)
                if handed_on and walk.fits(statements, chain) is not False:
                    return True
        return False

    def _entrances(self, packet: Packet) -> Iterator[Chain]:
        """The base chains that packets for this machine pass, in their order."""
        families = {"inet", "ip" if packet.family == "ipv4" else "ip6"}
        hooks = {"prerouting": 0, "input": 1}
        found = [
            (hooks[str(body["hook"])], number(body.get("prio")), chain)
            for chain, body in self.chains.items()
            if chain[0] in families
            and body.get("hook") in hooks
            and body.get("type") != "nat"
            and chain[:2] not in self._kept
        ]
        yield from (chain for _, _, chain in sorted(found))


class _Walk:
    """One packet on its way through one base chain."""

    def __init__(self, ruleset: Nftables, packet: Packet) -> None:
        self.ruleset, self.packet = ruleset, packet
        self.about_client = False
        self.maybe: list[bool] = []

    def through(self, chain: Chain, depth: int) -> Filtered | None:
        """The end in a base chain; its policy where no rule decides.

        ``maybe`` gathers what rules that cannot be told would decide on the way.
        """
        found = self._rules(chain, depth)
        if isinstance(found, Filtered) or found is None:
            return found
        policy = str(self.ruleset.chains.get(chain, {}).get("policy", "accept"))
        shown = f"table {chain[1]} chain {chain[2]}: policy {policy}"
        return Filtered(policy != "drop", shown, chain=f"{chain[1]} {chain[2]}")

    def fits(self, statements: list[dict[str, Any]], chain: Chain) -> Told:
        """Whether all of a rule's statements fit."""
        return both(self._fits(one, chain) for one in statements)

    def _rules(self, chain: Chain, depth: int) -> Filtered | bool | None:
        """The decision; ``True`` where the chain's end is reached; ``None`` where it is unsure."""
        if depth == 0:
            return None
        for body in self.ruleset.rules.get(chain, []):
            statements = [one for one in body.get("expr") or [] if isinstance(one, dict)]
            self.about_client = False
            fits = self.fits(statements, chain)
            if fits is False:
                continue
            verdict = self._verdict(statements, chain)
            if verdict is None:
                continue
            if "return" in verdict:
                return True if fits else None
            end = self._obey(verdict, body, chain, depth)
            if fits is None and isinstance(end, Filtered):
                self.maybe.append(end.accepted)
            elif end is not True or "goto" in verdict:
                return end
        return True

    def _obey(
        self, verdict: Mapping[str, Any], body: dict[str, Any], chain: Chain, depth: int
    ) -> Filtered | bool | None:
        shown = f"table {chain[1]} chain {chain[2]}: {shown_rule(body)}"
        if {"accept", "drop", "reject"} & set(verdict):
            where = f"{chain[1]} {chain[2]}"
            return Filtered("accept" in verdict, shown, self.about_client, where)
        for word in ("jump", "goto"):
            if isinstance(verdict.get(word), dict):
                return self._rules((*chain[:2], str(verdict[word].get("target"))), depth - 1)
        return True

    def _fits(self, statement: dict[str, Any], chain: Chain) -> Told:
        if "match" in statement and isinstance(statement["match"], dict):
            match = statement["match"]
            found = self._match(match.get("left"), match.get("right"), chain)
            return inverted(found) if match.get("op") == "!=" else found
        for limit in ("limit", "ct count"):
            if isinstance(statement.get(limit), dict):
                return not statement[limit].get("inv")
        return None if "xt" in statement else True

    def _verdict(self, statements: list[dict[str, Any]], chain: Chain) -> Mapping[str, Any] | None:
        known = {"accept", "drop", "reject", "jump", "goto", "return"}
        for one in statements:
            if known & set(one):
                return one
            if isinstance(one.get("vmap"), dict):
                return self._mapped(one["vmap"], chain)
        return None

    def _mapped(self, vmap: dict[str, Any], chain: Chain) -> dict[str, Any] | None:
        data = vmap.get("data")
        pairs = data.get("set", []) if isinstance(data, dict) else []
        for pair in pairs:
            whole = isinstance(pair, list) and len(pair) == 2 and isinstance(pair[1], dict)
            if whole and self._match(vmap.get("key"), pair[0], chain) is True:
                return dict(pair[1])
        return None

    def _match(self, left: Any, right: Any, chain: Chain) -> Told:
        if not isinstance(left, dict):
            return None
        payload, meta, ct = left.get("payload"), left.get("meta"), left.get("ct")
        if isinstance(payload, dict):
            return self._payload((payload.get("protocol"), payload.get("field")), right, chain)
        if isinstance(meta, dict):
            return self._meta(str(meta.get("key")), right, chain)
        if isinstance(ct, dict):
            return self._tracked(str(ct.get("key")), right, chain)
        if isinstance(left.get("fib"), dict):
            return self._routed(left["fib"], right, chain)
        if "&" in left:
            return self._flags(left["&"], right)
        return None

    def _tracked(self, key: str, right: Any, chain: Chain) -> Told:
        """The first packet of a connection is new, and was not redirected."""
        members = [*self._members(right, chain)]
        return {"state": "new" in members, "status": False, "mark": False}.get(key)

    def _routed(self, fib: dict[str, Any], right: Any, chain: Chain) -> Told:
        """A packet to the server's own address, from one to which a route leads back."""
        if fib.get("result") == "type":
            addressed = "daddr" in str(fib.get("flags"))
            return ("local" if addressed else "unicast") in [*self._members(right, chain)]
        return right is True if isinstance(right, bool) else None

    def _flags(self, masked: Any, right: Any) -> Told:
        """``tcp flags & (…) == syn`` of a packet with SYN alone."""
        if not isinstance(masked, list) or len(masked) != 2:
            return None
        if masked[0] != {"payload": {"protocol": "tcp", "field": "flags"}}:
            return None
        return flag_names(right) == {"syn"} & flag_names(masked[1])

    def _payload(self, field: tuple[Any, Any], right: Any, chain: Chain) -> Told:
        members = [*self._members(right, chain)]
        if field in PORT_FIELDS:
            return either(is_port(self.packet.port, one) for one in members)
        if field in {("ip", "saddr"), ("ip6", "saddr")}:
            if (field[0] == "ip") != (self.packet.family == "ipv4"):
                return False
            self.about_client = True
            return either(is_client(self.packet, one) for one in members)
        if field in {("ip", "daddr"), ("ip6", "daddr")}:
            if (field[0] == "ip") != (self.packet.family == "ipv4"):
                return False
            return either(is_client(self.packet, one, to_address) for one in members)
        if field == ("ip", "protocol"):
            return "tcp" in members if self.packet.family == "ipv4" else False
        return False if field[0] in {"udp", "icmp", "icmpv6", "arp"} else None

    def _meta(self, key: str, right: Any, chain: Chain) -> Told:
        members = [*self._members(right, chain)]
        match key:
            case "l4proto":
                return "tcp" in members or 6 in members
            case "nfproto":
                return self.packet.family in members
            case "protocol":
                return ("ip" if self.packet.family == "ipv4" else "ip6") in members
            case "iif" | "iifname":
                return either(by_interface(self.packet, str(one)) for one in members)
            case "mark" | "pkttype":
                return False
        return None

    def _members(self, right: Any, chain: Chain) -> Iterator[Any]:
        """The single values on the right side, those of a named set too."""
        if isinstance(right, str) and right.startswith("@"):
            values = self.ruleset.sets.get((*chain[:2], right[1:]), [])
        elif isinstance(right, dict) and isinstance(right.get("set"), list):
            values = right["set"]
        else:
            values = right if isinstance(right, list) else [right]
        for value in values:
            element = value.get("elem") if isinstance(value, dict) else None
            yield element.get("val") if isinstance(element, dict) else value


def _items(text: str) -> Iterator[dict[str, Any]]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return
    items = document.get("nftables") if isinstance(document, dict) else None
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            yield item
