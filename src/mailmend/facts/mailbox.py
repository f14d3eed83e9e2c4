"""Facts of IMAP and POP3 dialogues: the control experiment for the same credentials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from mailmend.facts.base import Fact
from mailmend.facts.tls import TlsSession

LoginOutcome = Literal["accepted", "refused", "unavailable", "not-tried", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxDialogue(Fact):
    """One connection to an IMAP or POP3 server.

    ``login`` is the outcome of LOGIN / USER+PASS with the credentials of the case;
    ``unavailable``: the server could not decide (a backend is down). ``code`` is the response
    code (RFC 5530 for IMAP, RFC 3206 for POP3), as ``AUTHENTICATIONFAILED``; ``text`` what it
    said. ``why_not`` tells why no login was tried. ``quota_percent`` is the fullest resource of
    the inbox's quota root (RFC 9208) where it was seen.
    """

    kind: ClassVar[str] = "mailbox-dialogue"
    protocol: Literal["imap", "pop3"]
    host: str
    address: str
    port: int
    mode: Literal["plain", "starttls", "tls"]
    greeting: str = ""
    tls: TlsSession | None = None
    username: str = ""
    login: LoginOutcome = "not-tried"
    code: str = ""
    text: str = ""
    why_not: str = ""
    capabilities: tuple[str, ...] = ()
    quota_percent: int | None = None
