"""The way of a delivered message, read from its headers (RFC 5321 section 4.4, RFC 8601)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from mailmend.case import printable

MAX_HEADERS = 64 * 1024
MAX_HOPS = 30
MAX_TEXT = 300
_PART = re.compile(r"\b(from|by|with)\s+([^\s;()]+)", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]{0,1000}\)")
_TLS = re.compile(r"\b(TLSv?1(?:[._]\d)?)", re.IGNORECASE)
_RESULT = re.compile(r"\b(spf|dkim|dmarc|arc)\s*=\s*([a-z]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hop:
    """One server on the way. ``protocol`` as ESMTPSA (RFC 3848); ``tls`` where it was noted."""

    by: str
    from_: str = ""
    protocol: str = ""
    tls: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """The hops, the first server first, and what the last one checked: ``("spf", "pass")``."""

    hops: tuple[Hop, ...] = ()
    checks: tuple[tuple[str, str], ...] = ()


def headers_of(data: bytes) -> Message:
    """The header fields in ``data``, at most 64 KiB of it."""
    return message_from_bytes(data[:MAX_HEADERS], policy=policy.compat32)


def way(data: bytes) -> Way:
    """The way told by the header fields; whoever wrote them may have lied."""
    fields = headers_of(data)
    received = [str(value) for value in fields.get_all("Received", [])][:MAX_HOPS]
    hops = tuple(hop for value in reversed(received) if (hop := _hop(value)))
    results = str(fields.get("Authentication-Results", ""))
    checks = tuple(dict.fromkeys((n.lower(), r.lower()) for n, r in _RESULT.findall(results)))
    return Way(hops, checks[:10])


def _plain(text: str) -> str:
    """The text without its comments, also nested ones."""
    for _ in range(3):
        text = _COMMENT.sub(" ", text)
    return text


def _hop(value: str) -> Hop | None:
    text = " ".join(value.split())
    parts = {name.lower(): found for name, found in reversed(_PART.findall(_plain(text)))}
    if "by" not in parts:
        return None
    seen = _TLS.search(text)
    shown = {key: printable(word)[:MAX_TEXT] for key, word in parts.items()}
    return Hop(shown["by"], shown.get("from", ""), shown.get("with", ""), seen[1] if seen else "")
