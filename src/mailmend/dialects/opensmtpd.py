"""Log lines of OpenSMTPD: every line of a session starts with the session's own number."""

from __future__ import annotations

import re
from dataclasses import replace

from mailmend.dialects._event import LogEvent, Status
from mailmend.dialects._frame import Frame
from mailmend.facts import LoggedLogin

_LINE = re.compile(r"([0-9a-f]{16}) (smtp|mta) (?:event=)?([a-z-]{3,30})(?: (.{0,4000}))?$")
_PEER = re.compile(r"address=\[?(?:IPv6:)?([0-9A-Fa-f.:]{2,45})\]? host=\S{1,255} ?")
_FAILED = re.compile(r'command="(.{0,2000}?)" result="(.{0,2000})"$')
_AUTH = re.compile(
    r"user=(.{1,320}?) (?:address=\S{1,60} host=\S{1,255} )?result=(ok|permfail|tempfail)$"
)
_ENVELOPE = re.compile(r"evpid=([0-9a-f]{8})[0-9a-f]{8} from=<([^>]{0,320})> to=<([^>]{0,320})>")
_DELIVERY = re.compile(
    r"evpid=([0-9a-f]{8})[0-9a-f]{8} from=<[^>]{0,320}> to=<([^>]{0,320})>.{0,1500}"
    r" result=\"?(Ok|PermFail|TempFail|Expired)\"?(?: stat=\"(.{0,2000})\")?$"
)
_MAIL = re.compile(r"mail from: ?<([^<>\"]{0,320})>", re.IGNORECASE)
_RCPT = re.compile(r"rcpt to: ?<([^<>\"]{0,320})>", re.IGNORECASE)
_ENDS: dict[str, Status] = {
    "Ok": "relayed", "PermFail": "bounced", "Expired": "bounced", "TempFail": "deferred"
}  # fmt: skip
_LOGINS: dict[str, LoggedLogin] = {
    "ok": "accepted",
    "permfail": "refused",
    "tempfail": "unavailable",
}


def event(frame: Frame) -> LogEvent | None:
    """What a line of OpenSMTPD says, or ``None``."""
    found = _LINE.match(frame.message)
    if found is None:
        return None
    rest = found[4] or ""
    base = LogEvent(software="opensmtpd", what="note", time=frame.time, session=found[1])
    if found[2] == "mta":
        return _delivery(replace(base, session=""), rest) if found[3] == "delivery" else None
    if peer := _PEER.match(rest):
        base, rest = replace(base, client=peer[1]), rest[peer.end() :]
    return _session(base, found[3], rest)


def _session(base: LogEvent, word: str, rest: str) -> LogEvent:
    match word:
        case "connected":
            return replace(base, what="opened")
        case "tls" | "starttls":
            return replace(base, what="secured", tls=True)
        case "authentication":
            return _login(base, rest)
        case "failed-command":
            return _refused(base, rest)
        case "envelope":
            return _envelope(base, rest)
        case "disconnected" | "closed":
            broken = re.match(r'reason="?io-error: .{0,80}?(?:SSL|TLS)', rest)
            return replace(base, what="closed", reason=rest[:300] if broken else "")
        case _:
            return base


def _login(base: LogEvent, rest: str) -> LogEvent:
    found = _AUTH.match(rest)
    if found is None:
        return base
    return replace(base, what="login", username=found[1], login=_LOGINS[found[2]])


def _refused(base: LogEvent, rest: str) -> LogEvent:
    found = _FAILED.match(rest)
    if found is None:
        return base
    command = found[1]
    if command[:4].upper() == "AUTH":
        mechanism = command[5:].split(" ")[0][:30]
        return replace(
            base,
            what="login",
            login="refused",
            mechanism=mechanism,
            reason=found[2],
            reply=found[2],
        )
    mail, rcpt = _MAIL.match(command), _RCPT.match(command)
    return replace(
        base,
        what="refused",
        stage=command[:4].lower(),
        reply=found[2],
        sender=mail[1] if mail else "",
        recipient=rcpt[1] if rcpt else "",
    )


def _envelope(base: LogEvent, rest: str) -> LogEvent:
    found = _ENVELOPE.match(rest)
    if found is None:
        return base
    return replace(base, what="accepted", queue=found[1], sender=found[2], recipient=found[3])


def _delivery(base: LogEvent, rest: str) -> LogEvent | None:
    found = _DELIVERY.match(rest)
    if found is None:
        return None
    return replace(
        base, what="delivery", queue=found[1], recipient=found[2], status=_ENDS[found[3]],
        reason=found[4] or "",
    )  # fmt: skip
