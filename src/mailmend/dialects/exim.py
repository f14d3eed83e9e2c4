"""Log lines of Exim: its main and reject log, plain or by syslog, and of its panels.

A line is read from the left, field by field, in the order in which Exim writes them; quoted texts
of the client (a command, a sender with blanks) are stepped over as a whole.
"""

from __future__ import annotations

import re
from dataclasses import replace

from mailmend.dialects._event import LogEvent, Status
from mailmend.dialects._frame import Frame
from mailmend.facts import LoggedLogin

_IP = r"\[([0-9A-Fa-f.:]{2,45})\](?::\d{1,5})?"
_WHO = rf"(?:H=)?(?:[^\s()\[\]]{{1,255}} )?(?:\(([^()\s]{{0,255}})\) )?{_IP}"
_QUOTED = r'"(?:[^"\\]|\\.){0,512}"'
_SENDER = rf"<((?:{_QUOTED})?[^>\s]{{0,320}})>"
_ID = r"(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4} )"
_STAMP = re.compile(r"(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})? )?(?:\[\d{1,10}\] )?")
_FIELD = re.compile(
    rf" (U|I|P|PRX|X|CV|Ci|DN|SNI|L\*?|K|F|A)="
    rf"({_SENDER}|{_QUOTED}|[^\s\"<]{{1,600}}?(?=:?(?: |$)))"
)
_LOGIN = re.compile(rf"(\S{{1,60}}) authenticator failed for {_WHO}")
_CODE = re.compile(r": (\d{3}) (.{0,600}?)(?: \(set_id=(.{0,320})\))?(?:: \d+ Times?\(s\))?$")
_REFUSED = re.compile(
    r" (?:temporarily )?rejected (?:after )?([A-Z]{4,8})(?: ([A-Z][\w-]{1,30}(?=:"
    r" )|[^:]{0,640}?))?: (.{0,2000})$"
)
_REFUSED_MAIL = re.compile(rf" (?:temporarily )?rejected MAIL {_SENDER}: (.{{0,2000}})$")
_REFUSED_RCPT = re.compile(rf" (?:temporarily )?rejected RCPT {_SENDER}: (.{{0,2000}})$")
_PROTOCOL = re.compile(r'SMTP (?:protocol|syntax) (?:synchronization )?error in "')
_TLS = re.compile(rf"TLS error on connection from {_WHO}")
_ARRIVED = re.compile(rf"({_ID})<= ({_QUOTED}\S{{0,320}}|\S{{1,320}}) (?=H=)")
_LEFT = re.compile(rf"({_ID})(=>|->|\*\*|==) ({_QUOTED}\S{{0,320}}|\S{{1,320}})(.{{0,2000}})$")
_NO_MAIL = re.compile(rf"no MAIL in SMTP connection from {_WHO}")
_COMMANDS = re.compile(r" C=([A-Z,.]{1,200})$")
_EHLO = re.compile(rf"rejected (?:EHLO|HELO) from {_WHO}: (.{{0,600}})$")
_GONE = re.compile(
    rf"(?:unexpected disconnection while reading SMTP command|SMTP command timeout on(?:"
    rf" TLS)? connection) from {_WHO}"
)
_PORT = re.compile(r"\]:(\d{1,5})$")
_ENDS: dict[str, Status] = {"=>": "relayed", "->": "relayed", "**": "bounced", "==": "deferred"}


def event(frame: Frame) -> LogEvent | None:
    """What a line of Exim says, or ``None``."""
    message = frame.message[_end(_STAMP, frame.message) :]
    base = LogEvent(software="exim", what="note", time=frame.time)
    for read in (_login, _arrived, _left, _protocol, _tls, _hello, _nothing, _refused):
        if found := read(base, message):
            return found
    return None


def _end(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


def _fields(text: str) -> tuple[dict[str, str], str]:
    """The ``X=…`` fields that follow a host, and what comes after them."""
    fields: dict[str, str] = {}
    at = 0
    while found := _FIELD.match(text, at):
        fields.setdefault(
            found[1], found[3] if found[1] == "F" and found[3] is not None else found[2]
        )
        at = found.end()
    return fields, text[at:]


def _about(base: LogEvent, helo: str | None, client: str, fields: dict[str, str]) -> LogEvent:
    listener = _PORT.search(fields.get("I", ""))
    mechanism, _, user = fields.get("A", "").partition(":")
    secure = re.fullmatch(r"e?smtpsa?", fields.get("P", "")) is not None
    return replace(
        base,
        client=client,
        helo=helo or "",
        port=int(listener[1]) if listener else None,
        tls=True if "X" in fields or secure else None,
        sender=fields.get("F", ""),
        mechanism=mechanism,
        username=user.partition(":")[0],
        login="accepted" if "A" in fields else "unknown",
    )


def _login(base: LogEvent, message: str) -> LogEvent | None:
    found = _LOGIN.match(message)
    if found is None:
        return None
    fields, rest = _fields(message[found.end() :])
    code = _CODE.match(rest)
    if code is None:
        return None
    about = _about(base, found[2], found[3], {key: fields[key] for key in fields if key in "IX"})
    outcome: LoggedLogin = "refused" if code[1].startswith("5") else "unavailable"
    return replace(
        about,
        what="login",
        login=outcome,
        mechanism=found[1],
        reason=code[2],
        reply=f"{code[1]} {code[2]}",
        username=code[3] or "",
        fault="login-service" if outcome == "unavailable" else None,
    )


def _refused(base: LogEvent, message: str) -> LogEvent | None:
    who = re.match(rf"{_ID}?(?=H=){_WHO}", message)
    if who is None:
        return None
    fields, rest = _fields(message[who.end() :])
    about = _about(base, who[1], who[2], fields)
    if found := _REFUSED_RCPT.match(rest):
        return replace(
            about, what="refused", stage="rcpt", recipient=found[1], reply=_reply(rest, found[2])
        )
    if found := _REFUSED_MAIL.match(rest):
        return replace(
            about, what="refused", stage="mail", sender=found[1], reply=_reply(rest, found[2])
        )
    if found := _REFUSED.match(rest):
        if found[1] == "AUTH":
            reply = _reply(rest, found[3])
            return replace(
                about,
                what="login",
                login="refused",
                mechanism=found[2] or "",
                reason=found[3],
                reply=reply,
            )
        return replace(about, what="refused", stage=found[1].lower(), reply=_reply(rest, found[3]))
    return None


def _reply(rest: str, text: str) -> str:
    """The reply as it was sent: Exim leaves its own code out of the log."""
    if re.match(r"[45]\d\d[ -]", text):
        return text
    return f"{451 if rest.startswith(' temporarily') else 550} {text}"


def _protocol(base: LogEvent, message: str) -> LogEvent | None:
    """A command out of place. The client wrote what is in the quotes, so the last quote counts."""
    start = _PROTOCOL.match(message)
    if start is None:
        return None
    quoted, found, rest = message[start.end() :].rpartition('" H=')
    who = re.match(_WHO, f"H={rest}") if found else None
    if who is None:
        return None
    about = _about(base, who[1], who[2], {})
    said = f"H={rest}"[who.end() :].strip()
    if quoted.startswith(("\\026\\003", "\x16\x03")):
        return replace(about, what="tls-failed", reason="a TLS handshake in clear")
    if quoted[:5].upper() == "AUTH ":
        return replace(
            about,
            what="login",
            login="refused",
            mechanism=quoted[5:].split(" ")[0][:30],
            reason=said,
        )
    return about


def _tls(base: LogEvent, message: str) -> LogEvent | None:
    found = _TLS.match(message)
    if found is None:
        return None
    fields, rest = _fields(message[found.end() :])
    about = _about(base, found[1], found[2], {key: fields[key] for key in fields if key == "I"})
    if rest.startswith((" (recv)", " (send)")):
        return about
    broken = rest.startswith(" (cert/key setup")
    return replace(
        about, what="tls-failed", reason=rest.strip()[:300], fault="certificate" if broken else None
    )


def _arrived(base: LogEvent, message: str) -> LogEvent | None:
    found = _ARRIVED.match(message)
    who = re.compile(_WHO).match(message, found.end()) if found else None
    if found is None or who is None:
        return None
    fields, _ = _fields(message[who.end() :])
    about = _about(base, who[1], who[2], fields)
    tls = about.tls if about.tls else False
    login: LoggedLogin = "accepted" if "A" in fields else "never"
    sender = found[2].strip("<>")
    return replace(
        about, what="accepted", queue=found[1].strip(), sender=sender, tls=tls, login=login
    )


def _left(base: LogEvent, message: str) -> LogEvent | None:
    found = _LEFT.match(message)
    if found is None:
        return None
    return replace(
        base, what="delivery", queue=found[1].strip(), recipient=found[3], status=_ENDS[found[2]],
        reason=found[4].strip(),
    )  # fmt: skip


def _hello(base: LogEvent, message: str) -> LogEvent | None:
    found = _EHLO.match(message)
    if found is None:
        return None
    about = _about(base, found[1], found[2], {})
    return replace(about, what="refused", stage="ehlo", reply=f"501 {found[3]}")


def _nothing(base: LogEvent, message: str) -> LogEvent | None:
    """A connection without a message; the commands it sent where Exim logs them (smtp_no_mail)."""
    found = _NO_MAIL.match(message) or _GONE.match(message)
    if found is None:
        return None
    fields, _ = _fields(message[found.end() :])
    about = _about(base, found[1], found[2], fields)
    if sent := _COMMANDS.search(message):
        words = sent[1].split(",")
        return replace(
            about,
            what="closed",
            login=about.login if "AUTH" in words else "never",
            tls=about.tls or "STARTTLS" in words,
        )
    return replace(about, what="closed")
