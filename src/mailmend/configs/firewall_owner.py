"""Whose rules a packet filter holds, so that they are mended where they are kept. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

CSF_CHAINS = frozenset({"LOCALINPUT", "DENYIN", "ALLOWIN"})
MAX_LINES = 20_000
_ZONE = re.compile(r"(?:firewalld filter_IN|\bIN)_([\w-]{1,60}?)(?:_(?:pre|log|deny|allow|post))?$")


@dataclass(frozen=True, slots=True)
class Owner:
    """The program that keeps the rules, and its zone where it has zones."""

    name: str = ""
    zone: str = ""


def owner_of(chain: str, chains: Iterable[str]) -> Owner:
    """By the chain of the deciding rule, else by what else iptables holds."""
    there = set(chains)
    zone = _ZONE.search(chain)
    if "firewalld " in chain or "INPUT_ZONES" in there:
        return Owner("firewalld", zone[1] if zone else "")
    if any(one.startswith(("ufw-", "ufw6-")) for one in (chain, *there)):
        return Owner("ufw")
    if there >= CSF_CHAINS:
        return Owner("csf")
    return Owner("fail2ban") if chain.startswith("f2b-") or " f2b-" in chain else Owner()


def first_line(text: str, *patterns: str) -> int:
    """The line that fits the first pattern that any line fits, from 1; 0 for none."""
    lines = text.split("\n")[:MAX_LINES]
    for pattern in patterns:
        wanted = re.compile(pattern)
        for number, line in enumerate(lines, 1):
            if wanted.search(line[:2000]):
                return number
    return 0
