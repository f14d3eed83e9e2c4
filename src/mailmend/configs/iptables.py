"""What ``iptables-save`` or ``ip6tables-save`` says about a new connection from outside."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

from mailmend.configs.packets import Filtered, Packet, Told, both, from_network

MAX_DEPTH = 12
MAX_RULES = 20_000
_ENDS = {"ACCEPT": True, "DROP": False, "REJECT": False}
_HARMLESS = {"-m", "--comment", "--reject-with", "-c"}


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
    found = _through(tables, "INPUT", packet, MAX_DEPTH)
    if found is True:
        policy = tables.policies["INPUT"]
        return Filtered(policy != "DROP", f"chain INPUT: policy {policy}")
    return found if isinstance(found, Filtered) else None


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
            tables.rules.setdefault(words[1], []).append(words[2:])
    return tables


def _through(tables: _Tables, chain: str, packet: Packet, depth: int) -> Filtered | bool | None:
    """The decision; ``True`` where the chain's end is reached; ``None`` where it is unsure."""
    if depth == 0:
        return None
    for words in tables.rules.get(chain, []):
        options = [*_options(words)]
        target = next((value for name, value in options if name in {"-j", "-g"}), "")
        fits = both(_fits(name, value, packet) for name, value in options)
        if fits is False or (target not in {*_ENDS, "RETURN"} and target not in tables.policies):
            continue
        if fits is None:
            return None
        if target == "RETURN":
            return True
        if target in _ENDS:
            about = any(name in {"-s", "--source"} for name, _ in options)
            return Filtered(_ENDS[target], f"chain {chain}: {' '.join(words)[:200]}", about)
        found = _through(tables, target, packet, depth - 1)
        if found is not True:
            return found
    return True


def _options(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each option with its value; one after ``!`` is named ``! option``."""
    number, negated = 0, False
    while number < len(words):
        word = words[number]
        number += 1
        if word == "!":
            negated = True
            continue
        value = ""
        if number < len(words) and not words[number].startswith("-") and words[number] != "!":
            value = words[number]
            number += 1
        yield (f"! {word}" if negated else word), value
        negated = False


def _fits(name: str, value: str, packet: Packet) -> Told:
    if name.startswith("! "):
        found = _fits(name[2:], value, packet)
        return None if found is None else not found
    match name:
        case "-p" | "--protocol":
            return value in {"tcp", "6", "all"}
        case "--dport" | "--dports" | "--destination-port":
            return any(_is_port(packet.port, one) for one in value.split(","))
        case "-s" | "--source":
            return from_network(packet, value)
        case "-i" | "--in-interface":
            return False if value == "lo" else None
        case "--ctstate" | "--state":
            return "NEW" in value.split(",")
        case "-j" | "-g":
            return True
    return True if name in _HARMLESS else None


def _is_port(port: int, text: str) -> bool:
    first, _, last = text.partition(":")
    if first.isdigit() and (last.isdigit() or not last):
        return int(first) <= port <= int(last or first)
    return text == {25: "smtp", 465: "submissions", 587: "submission"}.get(port)
