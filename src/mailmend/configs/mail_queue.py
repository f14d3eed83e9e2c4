"""What waits in a mail queue and for what, from the listing of the server's own tool. Pure."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mailmend.facts import Delayed
from mailmend.facts.server_state import WaitingFor

MAX_MESSAGES = 5000
MAX_TEXT = 300
_WHYS: tuple[tuple[WaitingFor, str], ...] = (
    ("routing", r"loops? back to (?:myself|itself)|deferred transport|mail transport unavailable"),
    ("login", r"sasl auth|authentication (?:failed|failure|required)|\b535[ -]|\b530[ -]5\.7"),
    ("trust", r"relay(?:ing)? (?:access )?(?:denied|not)|not (?:allowed|permitted) to relay"),
    (
        "names",
        (
            r"name service error|name not found|host lookup|lookup did not complete|\bdns\b"
            r"|all (?:relevant )?mx records|no (?:mx|a) record"
        ),
    ),
    ("tls", r"\btls\b|\bssl\b|certificate|handshake"),
    (
        "connection",
        (
            r"timed? ?out|refused|unreachable|no route|lost connection|connection (?:reset|closed)"
            r"|remote host closed|network error"
        ),
    ),
    (
        "table",
        (
            r"temporary lookup|local data error|resolver failure"
            r"|transport error|database unavailable|local configuration|server configuration"
        ),
    ),
    ("space", r"insufficient (?:system )?storage|no space|disk full"),
    ("recipient", r"quota|mailbox (?:is )?full|unknown|grey ?list|try again|\b45[0-2][ -]"),
)
_UPSTREAM = re.compile(
    r"(?:\bserver|connect to|connection with|\bhost|talking to|\bto) ([\w.-]{1,253})\[|"
    r"\bH=([\w.-]{1,253})|name=([\w.-]{1,253}) type="
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message: who sent it, and why it still waits; an empty reason: it was not tried yet."""

    sender: str
    reason: str = ""


def postfix_queue(text: str) -> list[Waiting]:
    """The messages of ``postqueue -j``, one JSON object a line (postqueue(1))."""
    return [one for line in text.split("\n")[:MAX_MESSAGES] if (one := _message(line))]


def _message(line: str) -> Waiting | None:
    try:
        row = json.loads(line) if line.startswith("{") else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict):
        return None
    recipients = row.get("recipients")
    reasons = [
        str(one.get("delay_reason") or "")
        for one in (recipients if isinstance(recipients, list) else [])[:50]
        if isinstance(one, dict)
    ]
    return Waiting(str(row.get("sender") or ""), next((one for one in reasons if one), ""))


_STAMP = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:[0-9A-Za-z]+-[0-9A-Za-z]+-\w+ )?")
_EXIM = re.compile(r"\s*\d+[smhd]\s+\S+\s+([0-9A-Za-z]+-[0-9A-Za-z]+-[0-9A-Za-z]+)\s+<([^>]*)>")


def exim_queue(text: str) -> dict[str, str]:
    """The sender of each message of ``exim -bp``, by message id."""
    lines = (_EXIM.match(line[:2000]) for line in text.split("\n")[: 4 * MAX_MESSAGES])
    return {found[1]: found[2] for found in lines if found}


def exim_reason(text: str) -> str:
    """The last deferral in a message's own log (``exim -Mvl``), with the host it was about."""
    lines = [_STAMP.sub("", line) for line in text.split("\n")[-200:]]
    marks = [number for number, line in enumerate(lines) if " defer " in line or "** " in line]
    if not marks:
        return ""
    last = marks[-1]
    before = next((line for line in reversed(lines[:last]) if line.startswith("H=")), "")
    return "; ".join(filter(None, (before, lines[last])))[:2000]


def opensmtpd_queue(text: str) -> Iterator[Waiting]:
    """The envelopes of ``smtpctl show queue``: fields apart by bars, the last error at the end."""
    for line in text.split("\n")[:MAX_MESSAGES]:
        fields = line.split("|")
        if len(fields) >= 14 and re.fullmatch(r"[0-9a-f]{16}", fields[0]):
            yield Waiting(fields[4], fields[13])


def grouped(messages: Iterable[Waiting], own_sender: str) -> tuple[Delayed, ...]:
    """Messages that wait for the same thing together, the most frequent first."""
    groups: dict[tuple[WaitingFor, str], Delayed] = {}
    own: Counter[tuple[WaitingFor, str]] = Counter()
    for one in messages:
        if not one.reason:
            continue
        key = why(one.reason), upstream(one.reason)
        own[key] += bool(own_sender) and one.sender.lower() == own_sender.lower()
        so_far = groups.get(key) or Delayed(*key, 0, one.reason[:MAX_TEXT])
        groups[key] = replace(so_far, count=so_far.count + 1)
    found = (replace(group, own=own[key]) for key, group in groups.items())
    return tuple(sorted(found, key=lambda group: -group.count))[:10]


def why(reason: str) -> WaitingFor:
    """What a reason for a delay is about."""
    text = reason[:2000].lower()
    return next((word for word, pattern in _WHYS if re.search(pattern, text)), "other")


def upstream(reason: str) -> str:
    """The server that a reason is about, in lower case; empty where it names none."""
    found = _UPSTREAM.search(reason[:2000])
    return next((part for part in found.groups() if part), "").lower() if found else ""
