"""What a phone or a mail program shows its user, read back into what happened."""

import re
from dataclasses import replace
from functools import cache

from mailmend.errors import possible
from mailmend.errors.alerts_apple import ALERTS, Alert
from mailmend.errors.alerts_outlook import NUMBERS, PATTERN, Number
from mailmend.errors.client_words import client_of, judge
from mailmend.errors.embedded import is_marked, server_reply
from mailmend.errors.reading import Reading
from mailmend.errors.replies import read_reply
from mailmend.errors.tidy import tidy

MAX_READINGS = 16
"""Readings given for one text; what follows is left out."""

SURE = 0.75
"""A reply read with this confidence is taken before a client's own words."""

_NAME = r"""(?:"[^"]{0,200}(?:"|$)|'[^']{0,200}'|<?[\w.+%-]+@[\w.-]+>?|(?:[\w-]+\.)+\w+)"""
_VAGUE = frozenset({"unknown", "other", "protocol", "recipient-refused", "policy", "server-error"})


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Alert], ...]:
    return tuple((_pattern(alert.pattern), alert) for alert in ALERTS)


def _pattern(shape: str) -> re.Pattern[str]:
    filled = shape.replace("@", _NAME).replace("#", r"(?:\d{1,5}|$)")
    return re.compile(filled, re.IGNORECASE)


def read_alert(text: str) -> tuple[Reading, ...]:
    """Every message of a client found in `text`, the most telling first; empty if there is none.

    A server's reply quoted in the message is read as well and decides the meaning where it says
    more than the client's own words.
    """
    flat = tidy(text)
    readings = _apple(flat) or _outlook(flat) or _any_client(flat)
    readings.sort(key=lambda reading: -reading.confidence)
    return tuple(readings[:MAX_READINGS])


def _outlook(flat: str) -> list[Reading]:
    readings: dict[str, Reading] = {}
    for match in PATTERN.finditer(flat):
        if number := NUMBERS.get(match[0].lower()):
            readings.setdefault(match[0].lower(), _numbered(match[0], number, flat))
    return list(readings.values())


def _numbered(alert: str, number: Number, flat: str) -> Reading:
    server = re.search(r"Server: ?['\"]([\w.-]{1,253})['\"]", flat)
    port = re.search(r"Port: ?(\d{1,5})\b", flat)
    shown = Reading(
        number.meaning,
        stage=number.stage,
        client="outlook",
        alert=alert,
        causes=possible.causes(number.meaning, number.hint),
        rules_out=possible.rules_out(number.meaning, number.stage),
        confidence=0.85 if number.certain else 0.6,
        text=flat,
        host=server[1] if server else None,
        port=int(port[1]) if port and 0 < int(port[1]) < 65536 else None,
    )
    return shown if number.certain else _with_reply(shown)


def _quoted_reply(flat: str) -> Reading:
    """The server's reply inside a message, or the message read as a reply if that says more."""
    whole = read_reply(None, None, flat)
    quoted = server_reply(flat)
    if quoted is None:
        return whole
    reply = read_reply(None, None, quoted, whole.stage)
    if is_marked(flat) and reply.confidence >= SURE:
        return reply
    return whole if whole.confidence > reply.confidence else reply


def _any_client(flat: str) -> list[Reading]:
    """A message of some other client: its quoted reply, or its own words in any language."""
    reply = _quoted_reply(flat)
    client = client_of(flat)
    said = None if reply.confidence >= SURE else judge(flat)
    if said is None or said.confidence <= reply.confidence:
        if reply.meaning != "unknown":
            return [replace(reply, client=client, text=flat)]
        return [Reading("other", client=client, confidence=0.3, text=flat)] if client else []
    return [
        Reading(
            said.meaning,
            stage=said.stage,
            code=reply.code,
            enhanced=reply.enhanced,
            permanent=reply.permanent,
            client=client,
            causes=possible.causes(said.meaning, said.hint),
            rules_out=possible.rules_out(said.meaning, said.stage),
            confidence=said.confidence,
            text=flat,
        )
    ]


def _apple(flat: str) -> list[Reading]:
    found: list[tuple[re.Match[str], Alert]] = []
    for pattern, alert in _patterns():
        for match in pattern.finditer(flat):
            if not any(_overlap(match, other) for other, _ in found):
                found.append((match, alert))
    found.sort(key=lambda pair: pair[0].start())
    ends = [match.start() for match, _ in found[1:]] + [len(flat)]
    return [
        _with_reply(_reading(match, alert, flat[match.start() : end]))
        for (match, alert), end in zip(found, ends, strict=False)
    ]


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _reading(match: re.Match[str], alert: Alert, part: str) -> Reading:
    named = re.search(_NAME, match[0])
    name = named[0].strip("\"'<> ") if named else None
    port = re.search(r"on port (\d{1,5})", match[0])
    return Reading(
        alert.meaning,
        stage=alert.stage,
        client="ios-mail",
        alert=alert.id,
        causes=tuple(alert.causes.split()) or possible.causes(alert.meaning),
        rules_out=possible.rules_out(alert.meaning, alert.stage),
        confidence=0.95 if alert.strong else 0.7,
        text=part.strip(),
        host=name if name and "@" not in name else None,
        port=int(port[1]) if port and int(port[1]) < 65536 else None,
        address=name if name and "@" in name else None,
    )


def _with_reply(shown: Reading) -> Reading:
    quoted = server_reply(shown.text)
    if quoted is None:
        return shown
    reply = read_reply(None, None, quoted, shown.stage)
    if reply.meaning in _VAGUE and shown.meaning != "other":
        return replace(shown, code=reply.code, enhanced=reply.enhanced, permanent=reply.permanent)
    return replace(
        reply,
        client=shown.client,
        alert=shown.alert,
        host=shown.host,
        port=shown.port,
        address=shown.address,
    )
