"""Log lines of Cyrus IMAP: logins for reading mail."""

from __future__ import annotations

import re
from dataclasses import replace

from mailmend.dialects._event import LogEvent
from mailmend.dialects._frame import Frame

_PEER = r"(?:[^\s\[\]]{1,255} ?)?\[([0-9A-Fa-f.:]{2,45})\]"
_GOOD = re.compile(
    rf"login: {_PEER} ([^\s\[\]]{{1,320}}) ([\w-]{{1,30}})(\+TLS)? [Uu]ser logged in"
)
_BAD = re.compile(
    rf"badlogin: {_PEER} ([\w-]{{1,30}})(?: \(([^()]{{1,320}})\)| ([^\s\[\]]{{1,320}}))? "
    rf"(\[?SASL.{{1,300}}|.{{0,60}}failure.{{0,300}})$"
)


def event(frame: Frame) -> LogEvent | None:
    """What a line of Cyrus says, or ``None``."""
    daemon = frame.program.rpartition("/")[2]
    base = LogEvent(
        software="cyrus",
        what="login",
        time=frame.time,
        session=f"{daemon}[{frame.pid}]",
        protocol="pop3" if daemon.startswith("pop3") else "imap",
    )
    if found := _GOOD.match(frame.message):
        return replace(
            base, client=found[1], username=found[2], mechanism=found[3], login="accepted",
            tls=True if found[4] else None,
        )  # fmt: skip
    if found := _BAD.match(frame.message):
        return replace(
            base, client=found[1], mechanism=found[2], username=_name(found[3] or found[4]),
            login="refused", reason=found[5].strip("[]"),
        )  # fmt: skip
    return None


def _name(text: str | None) -> str:
    """The name of a login; Cyrus writes ``-notset-`` where it knows no such user."""
    return "" if text in (None, "-notset-") else str(text)
