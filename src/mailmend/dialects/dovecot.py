"""Log lines of Dovecot: logins by IMAP, POP3 and submission, and its login service's reasons.

User names stand between ``<`` and ``>`` or before the first comma; Dovecot's own words about the
connection stand after them and are read from there on.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from mailmend.dialects._event import LogEvent
from mailmend.dialects._frame import Frame
from mailmend.facts import LoggedLogin

_IP = r"([0-9A-Fa-f.:]{2,45})"
_LEVEL = r"(?:(?:Info|Warning|Error|Debug): )?"
_DAEMON = re.compile(r"(imap|pop3|submission)-login: ")
_LOGGED_IN = re.compile(rf"{_LEVEL}Login: user=<([^<>]{{0,320}})>, (.{{0,1000}})$")
_ENDED = re.compile(
    rf"{_LEVEL}(?!Login: )([^<>]{{1,400}}?)(?:\(([^()<>]{{1,200}})\)(?:"
    rf" \([\w-]{{1,40}}\))?)?: (?:user=<([^<>]{{0,320}})>, |(?=rip=))(.{{0,1000}})$"
)
_PARTS = re.compile(
    rf"(?:method=([\w-]{{1,30}}), )?rip={_IP}(?:, lip={_IP})?((?:,"
    rf" .{{0,600}})?)$"
)
_SESSION = re.compile(r", session=<([^<>]{1,64})>")
_AUTH = re.compile(rf"(?:auth|auth-worker)(?:\(\d{{1,10}}\))?: {_LEVEL}")
_WORKER = re.compile(r"conn unix:[\w./-]{1,100} \([\w=,]{1,60}\): auth-worker<\d{1,10}>: ")
_REASON = re.compile(
    rf"[\w-]{{2,30}}\(([^,()]{{1,320}}),{_IP}(?:,(?:<([^<>]{{1,64}})>|[^()]{{0,100}}))?\): "
    rf"(.{{1,600}})$"
)
_NAMED = re.compile(r"\(username: ([^()]{1,320})\)$")
_NO_LIST = re.compile(
    r"(?:missing passwd file|[\w-]{2,30}(?:\([^()]{0,320}\))?:? ?(?:\S{1,200}:)?"
    r"(?:open\(.{1,200}\) failed|(?:Can't|Couldn't) connect)"
    r"|(?:mysql|pgsql|sqlite|ldap)\b.{0,200}(?:[Cc]onnect failed|Can't contact|bind failed))"
)
_PROTOCOLS: dict[str, tuple[Literal["smtp", "imap", "pop3"], str]] = {
    "imap": ("imap", ""),
    "pop3": ("pop3", ""),
    "submission": ("smtp", "submission"),
}


def event(frame: Frame) -> LogEvent | None:
    """What a line of Dovecot says, or ``None``; by syslog or in its own log file."""
    message = frame.message if frame.program == "dovecot" else f"{frame.program}: {frame.message}"
    base = LogEvent(software="dovecot", what="note", time=frame.time)
    if found := _DAEMON.match(message):
        protocol, service = _PROTOCOLS[found[1]]
        port = 587 if service else None
        base = replace(base, protocol=protocol, service=service, port=port)
        return _connection(base, message[found.end() :])
    if found := _AUTH.match(message):
        return _auth(base, message[found.end() :])
    return None


def _connection(base: LogEvent, text: str) -> LogEvent | None:
    if found := _LOGGED_IN.match(text):
        return _where(replace(base, what="login", login="accepted", username=found[1]), found[2])
    found = _ENDED.match(text)
    if found is None:
        return None
    login, reason = _outcome(found[2] or found[1])
    ended = replace(base, what="closed", login=login, reason=reason, username=found[3] or "")
    return _where(ended, found[4])


def _where(event: LogEvent, text: str) -> LogEvent | None:
    """Method, addresses, TLS and session, in the order in which Dovecot writes them."""
    found = _PARTS.match(text)
    if found is None:
        return None
    session = _SESSION.search(found[4])
    return replace(
        event,
        mechanism=found[1] or "",
        client=found[2],
        tls=re.search(r", TLS\b", found[4]) is not None,
        session=session[1] if session else "",
    )


def _outcome(words: str) -> tuple[LoggedLogin, str]:
    """How a connection that ended before a login was served went, by Dovecot's own words."""
    if "no auth attempts" in words:
        return "never", ""
    if re.search(r"auth failed|tried to use|disallowed|(?:password|account) expired", words):
        return "refused", words
    return ("unavailable", words) if "internal failure" in words else ("unknown", words)


def _auth(base: LogEvent, text: str) -> LogEvent | None:
    if found := _WORKER.match(text):
        text = text[found.end() :]
    if found := _REASON.match(text):
        named = _NAMED.search(found[4]) if found[1] == "?" else None
        return replace(
            base, what="login-reason", username=named[1] if named else found[1], client=found[2],
            session=found[3] or "", reason=found[4],
        )  # fmt: skip
    if _NO_LIST.match(text):
        return replace(base, what="fault", fault="account-list", reason=text[:300])
    return None
