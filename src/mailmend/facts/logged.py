"""Facts read in the log of a mail server: what the device really did, and what was broken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from mailmend.facts.base import Fact
from mailmend.facts.smtp import Reply

LoggedLogin = Literal["never", "accepted", "refused", "unavailable", "unknown"]
LoggedOutcome = Literal[
    "accepted",  # the envelope, or a mailbox login
    "relayed",  # and the next server took the message
    "bounced",  # accepted first, and later given up
    "deferred",  # accepted first, and still not delivered
    "refused",
    "tls-failed",
    "lost",  # the connection ended before anything was decided
    "unknown",
]
Tie = Literal["own", "claimed"]
FaultKind = Literal[
    "filter",
    "certificate",
    "disk",
    "login-service",
    "account-list",
    "service",
    "rate",
    "ban",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedSession(Fact):
    """One connection as the server logged it, and what became of its message.

    ``tie`` tells how it is tied to the person. ``own``: from an address (of IPv6: a network of 64
    bits) from which the log also shows a login of this account that was accepted. ``claimed``: it
    names the account as login or sender, which any stranger can do as well; nothing may be proven
    from it.

    ``overtaken``: a later session of the account from the same address sent with success, and may
    have been the same device's; then this one does not show how things stand.

    ``service`` is the listener's name in the log (``submission``), ``port`` what it stands for
    where it is known. ``tls`` is ``None`` where the log does not tell. ``login`` is ``never`` only
    where the log shows that no AUTH was tried. ``reason`` is why a login or a handshake failed, in
    the server's words; ``stage`` the command that was refused with ``reply``; ``tried_mail``
    whether MAIL was sent. ``delivery`` is what the log says of the message afterwards.
    ``lines`` number the log lines in ``source`` from 1; ``raw`` are these lines, logins removed.
    ``began`` and ``ended`` are ISO 8601, without a zone where the log has none.
    """

    kind: ClassVar[str] = "logged-session"
    vantage: str = "server"
    tie: Tie
    software: str
    protocol: Literal["smtp", "imap", "pop3"] = "smtp"
    service: str = ""
    port: int | None = None
    began: str = ""
    ended: str = ""
    client: str = ""
    helo: str = ""
    tls: bool | None = None
    login: LoggedLogin = "unknown"
    username: str = ""
    mechanism: str = ""
    reason: str = ""
    sender: str = ""
    recipient: str = ""
    tried_mail: bool = False
    stage: str = ""
    reply: Reply | None = None
    outcome: LoggedOutcome = "unknown"
    delivery: str = ""
    overtaken: bool = False
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedFault(Fact):
    """A fault of the server itself that its log tells of, or a ban of the person's address.

    ``met_by_device``: it was logged within a session of the person's own, or bans an address of
    theirs. ``mended``: what was broken was seen to work again later in the same log. ``count`` is
    how often it was logged between ``began`` and ``ended``.
    """

    kind: ClassVar[str] = "logged-fault"
    vantage: str = "server"
    software: str
    what: FaultKind
    text: str
    client: str = ""
    began: str = ""
    ended: str = ""
    count: int = 1
    met_by_device: bool = False
    mended: bool = False
    lines: tuple[int, ...] = ()
