"""What one log line says, the same for every server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mailmend.facts import FaultKind, LoggedLogin

What = Literal[
    "opened",  # a client connected
    "secured",  # TLS was established
    "tls-failed",
    "login",  # a login was decided; `login` tells how
    "login-reason",  # the login service's own word on a login that it decided
    "refused",  # a command was refused with `reply`
    "accepted",  # an envelope was accepted; `queue` is its number
    "delivery",  # what became of the message `queue`; `status` tells
    "closed",  # the connection ended
    "fault",  # the server itself is broken; `fault` tells what
    "unbanned",
    "note",  # something else within a session
]
Status = Literal["relayed", "deferred", "bounced", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEvent:
    """One line, read. ``session`` is the daemon's own key of the connection, empty where none.

    ``port`` is the port the listener stands for. ``counters`` are Postfix's, as
    ``{"auth": (0, 1)}``: accepted and all. ``exclusive``: the session key ends with this line.
    """

    software: str
    what: What
    time: str = ""
    session: str = ""
    protocol: Literal["smtp", "imap", "pop3"] = "smtp"
    service: str = ""
    port: int | None = None
    client: str = ""
    helo: str = ""
    tls: bool | None = None
    login: LoggedLogin = "unknown"
    username: str = ""
    mechanism: str = ""
    sender: str = ""
    recipient: str = ""
    stage: str = ""
    reply: str = ""
    reason: str = ""
    queue: str = ""
    status: Status = ""
    fault: FaultKind | None = None
    counters: dict[str, tuple[int, int]] = field(default_factory=dict)
