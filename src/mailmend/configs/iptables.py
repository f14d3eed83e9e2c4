"""What ``iptables-save`` or ``ip6tables-save`` says about a new connection from outside."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from mailmend.configs.packets import (
    Filtered,
    Packet,
    Told,
    both,
    by_interface,
    from_network,
    in_list,
    inverted,
    settled,
    to_address,
)

MAX_DEPTH = 16
MAX_RULES = 20_000
_ENDS = {"ACCEPT": True, "DROP": False, "REJECT": False}
_ALWAYS = frozenset(
    {
        *("-m", "-j", "-g", "--comment", "--reject-with", "-c", "--syn", "--return-nomatch"),
        *("--limit", "--limit-burst", "--hashlimit-upto", "--hashlimit-burst", "--hashlimit-mode"),
        *("--hashlimit-name", "--hashlimit-srcmask", "--connlimit-upto", "--connlimit-mask"),
        *("--connlimit-saddr", "--set", "--name", "--mask", "--rsource", "--seconds", "--reap"),
        *("--hashlimit-htable-expire", "--ctproto", "--log-prefix", "--log-level"),
    }
)
"""What every ordinary connection meets, and what belongs to another option."""
_NEVER = frozenset(
    {
        *("--hashlimit-above", "--connlimit-above", "--update", "--rcheck", "--hitcount"),
        *("--mark", "--src-type", "--pkt-type", "--rt-type"),
    }
)


@dataclass(slots=True)
class _Tables:
    policies: dict[str, str] = field(default_factory=dict)
    rules: dict[str, list[list[str]]] = field(default_factory=dict)


def decide(text: str, packet: Packet) -> Filtered | None:
    """The rule of the table ``filter`` that drops the packet, or that it passes.

    ``None``: it cannot be told.
    """
    tables = _read(text)
    if "INPUT" not in tables.policies:
        return Filtered(True, "")
    walk = _Walk(tables, packet)
    found = walk.through("INPUT", MAX_DEPTH)
    if found is None:
        return None
    policy = tables.policies["INPUT"]
    end = found or Filtered(policy != "DROP", f"chain INPUT: policy {policy}", chain="INPUT")
    return settled(end, walk.maybe)


def redirected(text: str, packet: Packet) -> bool:
    """Whether a rule of the table ``nat`` may hand the packet on, as Docker's published ports do.

    It then passes other chains than those for the server itself.
    """
    inside = False
    for line in text.split("\n")[:MAX_RULES]:
        if line.startswith("*"):
            inside = line.strip() == "*nat"
        if not inside or not line.startswith("-A ") or line.startswith(("-A OUTPUT", "-A POST")):
            continue
        words = line.split()
        options = [*_options(words[2:])]
        target = next((value for name, value in options if name == "-j"), "")
        known = [one for one in options if not one[0].startswith(("--to-", "--random"))]
        fits = both(_fits(name, value, packet) for name, value in known)
        if target.partition(" ")[0] in {"DNAT", "REDIRECT"} and fits is not False:
            return True
    return False


def tables_of(text: str) -> frozenset[str]:
    """The tables that iptables keeps, by name."""
    return frozenset(
        line[1:].strip() for line in text.split("\n")[:MAX_RULES] if line.startswith("*")
    )


def chains_of(text: str) -> frozenset[str]:
    """The chains of the table ``filter``, by name."""
    return frozenset(_read(text).policies)


def _read(text: str) -> _Tables:
    tables, inside = _Tables(), False
    for line in text.split("\n")[:MAX_RULES]:
        if line.startswith("*"):
            inside = line.strip() == "*filter"
        elif inside and line.startswith(":"):
            name, _, rest = line[1:].partition(" ")
            tables.policies[name] = rest.partition(" ")[0]
        elif inside and line.startswith("-A "):
            try:
                words = shlex.split(line)
            except ValueError:
                continue
            if len(words) > 2:
                tables.rules.setdefault(words[1], []).append(words[2:])
    return tables


class _Walk:
    """One packet on its way; ``maybe`` gathers what rules that cannot be told would decide."""

    def __init__(self, tables: _Tables, packet: Packet) -> None:
        self.tables, self.packet = tables, packet
        self.maybe: list[bool] = []

    def through(self, chain: str, depth: int) -> Filtered | Literal[False] | None:
        """The decision; ``False`` where the chain's end is reached; ``None`` where it is unsure."""
        if depth == 0:
            return None
        for words in self.tables.rules.get(chain, []):
            options = [*_options(words)]
            target = next((value for name, value in options if name in {"-j", "-g"}), "")
            fits = both(_fits(name, value, self.packet) for name, value in options)
            if fits is False or not self._decides(target):
                continue
            if target == "RETURN":
                return False if fits else None
            end = self._obey(chain, words, target, depth)
            if fits is None and isinstance(end, Filtered):
                self.maybe.append(end.accepted)
            elif end is not False or "-g" in words:
                return end
        return False

    def _decides(self, target: str) -> bool:
        return target in {*_ENDS, "RETURN"} or target in self.tables.policies

    def _obey(
        self, chain: str, words: list[str], target: str, depth: int
    ) -> Filtered | Literal[False] | None:
        """What the rule's target comes to, should the rule fit."""
        if target not in _ENDS:
            return self.through(target, depth - 1)
        about = bool({"-s", "--source", "--match-set"} & set(words))
        return Filtered(_ENDS[target], f"chain {chain}: {' '.join(words)[:200]}", about, chain)


def _options(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each option with its value or values; one after ``!`` is named ``! option``."""
    number, negated = 0, False
    while number < len(words):
        word = words[number]
        number += 1
        if word == "!":
            negated = True
            continue
        values: list[str] = []
        while number < len(words) and not words[number].startswith("-") and words[number] != "!":
            values.append(words[number])
            number += 1
        yield (f"! {word}" if negated else word), " ".join(values)
        negated = False


def _fits(name: str, value: str, packet: Packet) -> Told:
    if name.startswith("! "):
        return inverted(_fits(name[2:], value, packet))
    if name in _ALWAYS:
        return True
    if name in _NEVER:
        return False
    match name:
        case "-p" | "--protocol":
            return value in {"tcp", "6", "all"}
        case "--dport" | "--dports" | "--destination-port":
            return any(_is_port(packet.port, one) for one in value.split(","))
        case "--ctstate" | "--state":
            return "NEW" in value.split(",")
        case "--ctstatus":
            return value == "NONE"
        case "--dst-type":
            return bool({"LOCAL", "UNICAST"} & set(value.split(",")))
        case "--tcp-flags":
            return _is_syn(value)
    return _placed(name, value, packet)


def _placed(name: str, value: str, packet: Packet) -> Told:
    """Tests of where the packet comes from and goes to."""
    match name:
        case "-s" | "--source":
            return from_network(packet, value)
        case "-d" | "--destination":
            return to_address(packet, value)
        case "-i" | "--in-interface":
            return by_interface(packet, value)
        case "--match-set":
            listed, _, side = value.partition(" ")
            return in_list(packet, listed) if side == "src" else None
    return None


def _is_syn(value: str) -> bool:
    """Whether a packet with SYN alone fits ``mask set`` of ``--tcp-flags``."""
    mask, _, wanted = value.partition(" ")
    if mask == "ALL":
        mask = "FIN,SYN,RST,PSH,ACK,URG"
    return set(wanted.split(",")) - {"NONE", ""} == {"SYN"} & set(mask.split(","))


def _is_port(port: int, text: str) -> bool:
    first, _, last = text.partition(":")
    if first.isdigit() and (last.isdigit() or not last):
        return int(first) <= port <= int(last or first)
    return text == {25: "smtp", 465: "submissions", 587: "submission"}.get(port)
