"""Exim's own rehearsal of a conversation (``exim -bh``): which statement decides, and where. Pure.

Exim runs its access lists for real then, and what they hold is expanded. So it is asked only where
nothing in the configuration runs a program, changes a database or counts (``harmless``). Callouts
to other servers are left out of a rehearsal by Exim itself, and it ends before DATA.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from mailmend.configs.exim import Statement
from mailmend.configs.postfix import Place

MAX_LINES = 20_000
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,253}")
_NAME = re.compile(r"[A-Za-z0-9.:\[\]_-]{1,253}")
_ACTS = re.compile(
    r"\$\{\s*(?:run|perl|dlfunc|readsocket|acl)\b|perl_startup|\bratelimit\b|\budpsend\b"
    r"|\bseen\s*=|\b(?:insert\s+into|update\s+\w+\s+set|delete\s+from|replace\s+into)\b",
    re.IGNORECASE,
)
_PROCESSING = re.compile(r">>> processing \"?(\w+)\"? \((\S+) (\d+)\)")
_CHECK = re.compile(r">>> check (!?\w+) = (.*)")
_MESSAGE = re.compile(r">>>\s+(?:l_)?message: (.*)")
_USING = re.compile(r">>> using ACL \"(.{1,64})\"")
_END = re.compile(r">>> end of ACL \"(.{1,64})\": (implicit )?(\w+)")
NOWHERE = Place()
_REFUSING: dict[str, Literal["reject", "defer"]] = {
    "DENY": "reject",
    "DROP": "reject",
    "DEFER": "defer",
}


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How it ends at RCPT or before; without a statement the list ended and refused."""

    outcome: Literal["permit", "reject", "defer"]
    acl: str = ""
    statement: Statement | None = None
    place: Place = NOWHERE


def harmless(configuration: str) -> bool:
    """Whether running the access lists of that configuration changes nothing."""
    return _ACTS.search(configuration) is None


def looks_at_encryption(configuration: str) -> bool:
    """Whether a rule depends on TLS, which a rehearsal does not have."""
    lists = configuration.partition("begin acl")[2].partition("begin ")[0]
    return re.search(r"\bencrypted\b|\btls_|\$received_port|\$interface_port", lists) is not None


def dialogue(helo: str, sender: str, recipient: str) -> str:
    """The client's side up to RCPT; empty where a word does not fit on its line."""
    fits = _ADDRESS.fullmatch(sender) and _ADDRESS.fullmatch(recipient) and _NAME.fullmatch(helo)
    if not fits:
        return ""
    lines = (f"EHLO {helo}", f"MAIL FROM:<{sender}>", f"RCPT TO:<{recipient}>", "QUIT")
    return "".join(f"{line}\r\n" for line in lines)


def rehearsed(trace: str, replies: str) -> Rehearsal | None:
    """The end of the conversation by Exim's trace; ``None`` where it did not get so far."""
    current, conditions, message, place = "", list[str](), "", NOWHERE
    acl, last = "", Rehearsal("permit")
    for line in trace.split("\n")[:MAX_LINES]:
        if found := _USING.match(line):
            acl = found[1]
        elif found := _PROCESSING.match(line):
            current, place = found[1], Place(found[2], int(found[3]))
            conditions, message = [], ""
        elif found := _CHECK.match(line):
            conditions.append(f"{found[1]} = {found[2]}")
        elif found := _MESSAGE.match(line):
            message = found[1].strip()
        elif found := _END.match(line):
            outcome = _REFUSING.get(found[3])
            if outcome:
                stated = None if found[2] else Statement(current, tuple(conditions), message)
                last = Rehearsal(outcome, found[1] or acl, stated, NOWHERE if found[2] else place)
    answered = re.findall(r"(?m)^(\d{3})[ ]", replies)
    if last.outcome != "permit":
        return last
    return last if len(answered) >= 4 and answered[3].startswith("2") else None
