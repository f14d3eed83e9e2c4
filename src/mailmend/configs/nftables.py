"""What ``nft -j list ruleset`` says about a new connection from outside (libnftables-json(5))."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mailmend.configs.packets import (
    Filtered,
    Packet,
    Told,
    both,
    either,
    from_network,
    from_range,
)

MAX_DEPTH = 12
PORT_FIELDS = {("tcp", "dport"), ("th", "dport")}
Chain = tuple[str, str, str]


class Nftables:
    """A rule set; texts that are not one hold no rules."""

    def __init__(self, text: str) -> None:
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
            end = _Walk(self, packet).through(chain, MAX_DEPTH)
            if end is None:
                unsure = True
            elif not end.accepted:
                return None if unsure else end
        return None if unsure else Filtered(True, "")

    def _entrances(self, packet: Packet) -> Iterator[Chain]:
        """The base chains that packets for this machine pass, in their order."""
        families = {"inet", "ip" if packet.family == "ipv4" else "ip6"}
        hooks = {"prerouting": 0, "input": 1}
        found = [
            (hooks[str(body["hook"])], _number(body.get("prio")), chain)
            for chain, body in self.chains.items()
            if chain[0] in families and body.get("hook") in hooks and body.get("type") != "nat"
        ]
        yield from (chain for _, _, chain in sorted(found))


class _Walk:
    """One packet on its way through one base chain."""

    def __init__(self, ruleset: Nftables, packet: Packet) -> None:
        self.ruleset, self.packet = ruleset, packet
        self.about_client = False

    def through(self, chain: Chain, depth: int) -> Filtered | None:
        """The end in a base chain; its policy where no rule decides."""
        found = self._rules(chain, depth)
        if isinstance(found, Filtered) or found is None:
            return found
        policy = str(self.ruleset.chains.get(chain, {}).get("policy", "accept"))
        return Filtered(policy != "drop", f"table {chain[1]} chain {chain[2]}: policy {policy}")

    def _rules(self, chain: Chain, depth: int) -> Filtered | bool | None:
        """The decision; ``True`` where the chain's end is reached; ``None`` where it is unsure."""
        if depth == 0:
            return None
        for body in self.ruleset.rules.get(chain, []):
            statements = [one for one in body.get("expr") or [] if isinstance(one, dict)]
            self.about_client = False
            fits = both(self._fits(one, chain) for one in statements)
            if fits is False:
                continue
            verdict = self._verdict(statements, chain)
            if verdict is None:
                continue
            if fits is None:
                return None
            end = self._obey(verdict, body, chain, depth)
            if end is not True:
                return end
            if "return" in verdict:
                return True
        return True

    def _obey(
        self, verdict: Mapping[str, Any], body: dict[str, Any], chain: Chain, depth: int
    ) -> Filtered | bool | None:
        shown = f"table {chain[1]} chain {chain[2]}: {shown_rule(body)}"
        if "accept" in verdict:
            return Filtered(True, shown, self.about_client)
        if "drop" in verdict or "reject" in verdict:
            return Filtered(False, shown, self.about_client)
        for word in ("jump", "goto"):
            if isinstance(verdict.get(word), dict):
                return self._rules((*chain[:2], str(verdict[word].get("target"))), depth - 1)
        return True

    def _fits(self, statement: dict[str, Any], chain: Chain) -> Told:
        if "match" in statement and isinstance(statement["match"], dict):
            match = statement["match"]
            found = self._match(match.get("left"), match.get("right"), chain)
            return (not found if found is not None else None) if match.get("op") == "!=" else found
        return None if "xt" in statement or "limit" in statement else True

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
        if isinstance(ct, dict) and ct.get("key") == "state":
            return "new" in [*self._members(right, chain)]
        return None

    def _payload(self, field: tuple[Any, Any], right: Any, chain: Chain) -> Told:
        members = [*self._members(right, chain)]
        if field in PORT_FIELDS:
            return either(_is_port(self.packet.port, one) for one in members)
        if field in {("ip", "saddr"), ("ip6", "saddr")}:
            if (field[0] == "ip") != (self.packet.family == "ipv4"):
                return False
            self.about_client = True
            return either(_is_client(self.packet, one) for one in members)
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
                return False if members == ["lo"] else None
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


def _is_port(port: int, value: Any) -> Told:
    if isinstance(value, dict) and isinstance(value.get("range"), list):
        first, last = (value["range"] + [0, 0])[:2]
        return _number(first) <= port <= _number(last)
    return value == port or str(value) == _SERVICES.get(port)


_SERVICES = {25: "smtp", 465: "submissions", 587: "submission"}


def _is_client(packet: Packet, value: Any) -> Told:
    if isinstance(value, str):
        return from_network(packet, value)
    if isinstance(value, dict) and isinstance(value.get("prefix"), dict):
        prefix = value["prefix"]
        return from_network(packet, f"{prefix.get('addr')}/{prefix.get('len')}")
    if isinstance(value, dict) and isinstance(value.get("range"), list):
        first, last = (value["range"] + ["", ""])[:2]
        return from_range(packet, str(first), str(last))
    return None


def _items(text: str) -> Iterator[dict[str, Any]]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return
    items = document.get("nftables") if isinstance(document, dict) else None
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            yield item


def _number(value: Any) -> int:
    return value if isinstance(value, int) else int(value) if str(value).isdigit() else 0


def shown_rule(body: dict[str, Any]) -> str:
    """A rule in words near to those of nft(8), cut at 200 characters."""
    words = []
    for statement in body.get("expr") or []:
        if not isinstance(statement, dict):
            continue
        match = statement.get("match")
        if isinstance(match, dict):
            words.append(f"{_shown(match.get('left'))} {_shown(match.get('right'))}")
        else:
            words += [str(word) for word in statement if word not in {"counter", "log", "limit"}]
    return " ".join(words)[:200]


def _shown(value: Any) -> str:
    match value:
        case {"payload": {"protocol": protocol, "field": field}}:
            return f"{protocol} {field}"
        case {"meta": {"key": key}} | {"ct": {"key": key}}:
            return str(key)
        case {"set": list(members)}:
            return "{ " + ", ".join(_shown(one) for one in members[:20]) + " }"
        case {"prefix": {"addr": address, "len": length}}:
            return f"{address}/{length}"
        case {"range": [first, last]}:
            return f"{first}-{last}"
    return str(value)
