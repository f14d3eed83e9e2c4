"""Log lines of Haraka: sessions by the identifier in brackets; a summary ends each of them."""

from __future__ import annotations

import re
from dataclasses import replace

from mailmend.dialects._event import LogEvent
from mailmend.dialects._frame import Frame

_LINE = re.compile(
    r"\[(?:[A-Z]{4,9})\] \[([0-9A-F]{8}(?:-[0-9A-F]{4,12}){4})(?:\.\d{1,6}){0,3}\] \["
    r"([\w/.-]{1,60})\] (.{0,4000})$"
)
_OPENED = re.compile(
    r"connect ip=([0-9A-Fa-f.:]{2,45}) port=\d{1,5}(?: local_ip=\S{0,60} local_port=(\d{1,5}))?"
)
_CLOSED = re.compile(
    r"disconnect ip=([0-9A-Fa-f.:]{2,45}) rdns=\S{1,255} helo=(\"[^\"]{0,255}\"|\S{1,255})"
    r" relay=([YN]) "
    r"early=[YN] (?:esmtp=[YN] )?tls=([YN]) pipe=[YN] (?:errors=\d{1,9} )?txns=(\d{1,9}) "
    r"rcpts=(\d{1,9})/(\d{1,9})/(\d{1,9}) msgs=(\d{1,9})/\d{1,9}/\d{1,9} bytes=\d{1,20} lr=\""
    r"(.{0,600})\" time="
)


def event(frame: Frame) -> LogEvent | None:
    """What a line of Haraka says, or ``None``; its summary tells all but the addresses."""
    found = _LINE.match(frame.message)
    if found is None:
        return None
    base = LogEvent(software="haraka", what="note", time=frame.time, session=found[1])
    plugin, words = found[2], found[3]
    if plugin == "core" and (opened := _OPENED.match(words)):
        port = int(opened[2]) if opened[2] else None
        return replace(base, what="opened", client=opened[1], port=port)
    if plugin == "core" and (closed := _CLOSED.match(words)):
        return _summary(base, closed)
    if plugin.startswith("auth/") and re.match(r"delaying for \d{1,6} seconds", words):
        return replace(base, what="login", login="refused")
    return base


def _summary(base: LogEvent, found: re.Match[str]) -> LogEvent:
    """``relay=Y`` is said of a client that logged in, and of one trusted by its address."""
    taken, *_ = rcpts = tuple(int(found[place]) for place in (6, 7, 8))
    refused = any(rcpts[1:]) or (not taken and int(found[5]) > 0)
    last = found[10]
    said = last if refused and re.match(r"[45]\d\d ", last) else ""
    return replace(
        base,
        what="closed",
        client=found[1],
        helo=found[2].strip('"'),
        tls=found[4] == "Y",
        stage=("rcpt" if any(rcpts[1:]) else "mail") if said else "",
        reply=said,
        counters={
            "mail": (int(found[5]), int(found[5])),
            "rcpt": (taken, sum(rcpts)),
            "data": (int(found[9]),) * 2,
        },
    )
