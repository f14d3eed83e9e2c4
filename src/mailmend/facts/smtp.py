"""Facts of SMTP dialogues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from mailmend.facts.base import Fact
from mailmend.facts.tls import TlsSession

Stage = Literal[
    "connect",
    "greeting",
    "ehlo",
    "starttls",
    "tls",
    "auth",
    "mail",
    "rcpt-remote",
    "rcpt-own",
    "rset",
    "quit",
]
Lost = Literal["timeout", "closed", "reset", "malformed", "too-long", "withheld"]


@dataclass(frozen=True, slots=True)
class Reply:
    """One SMTP reply, all its lines joined (RFC 5321 section 4.2).

    ``enhanced`` is the enhanced status code (RFC 3463) where it directly follows the code.
    """

    code: int
    text: str
    enhanced: str | None = None

    @property
    def positive(self) -> bool:
        """Whether the command was accepted (2yz)."""
        return 200 <= self.code < 300

    def __str__(self) -> str:
        return " ".join(part for part in (str(self.code), self.enhanced, self.text) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpStep:
    """One command and its reply.

    ``secure``: inside TLS. ``login``: the user name logged in at that moment, ``None`` before.
    ``lost`` tells why there is no reply; ``withheld``: Mailmend did not send the command (a
    password without verified TLS, a refused login too many). ``detail`` is the user name of AUTH
    or the address of MAIL and RCPT.
    """

    stage: Stage
    secure: bool
    login: str | None = None
    sent: str = ""
    reply: Reply | None = None
    lost: Lost | None = None
    detail: str = ""
    mechanism: str = ""
    elapsed_ms: float = 0.0

    @property
    def accepted(self) -> bool:
        """Whether a positive reply arrived."""
        return self.reply is not None and self.reply.positive


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpDialogue(Fact):
    """One connection to an SMTP server, from the greeting to QUIT; no DATA is ever sent.

    ``mode``: ``plain`` (no TLS wanted), ``starttls`` (RFC 3207) or ``tls`` (implicit, RFC 8314).
    ``capabilities_clear`` and ``capabilities_secure`` are the EHLO keyword lines, upper case
    keyword first; ``None`` where EHLO was not answered in that state.
    """

    kind: ClassVar[str] = "smtp-dialogue"
    host: str
    address: str
    port: int
    mode: Literal["plain", "starttls", "tls"]
    ehlo_name: str
    steps: tuple[SmtpStep, ...] = ()
    tls: TlsSession | None = None
    capabilities_clear: tuple[str, ...] | None = None
    capabilities_secure: tuple[str, ...] | None = None

    def find(
        self, stage: Stage, *, secure: bool | None = None, login: str | None = ""
    ) -> SmtpStep | None:
        """The first step of that stage; ``login=None`` asks for a step before any login."""
        return next(self.every(stage, secure=secure, login=login), None)

    def every(
        self, stage: Stage, *, secure: bool | None = None, login: str | None = ""
    ) -> Iterator[SmtpStep]:
        """All steps of that stage. ``login=""`` leaves the login aside."""
        for step in self.steps:
            if step.stage != stage or (secure is not None and step.secure != secure):
                continue
            if login in ("", step.login):
                yield step

    @property
    def greeting(self) -> Reply | None:
        """The greeting, where one arrived."""
        step = self.find("greeting")
        return step.reply if step else None

    @property
    def speaks_smtp(self) -> bool:
        """Whether a valid greeting arrived."""
        return self.greeting is not None

    def mechanisms(self, *, secure: bool) -> tuple[str, ...] | None:
        """The SASL mechanisms offered in that state (RFC 4954); ``None``: not seen."""
        lines = self.capabilities_secure if secure else self.capabilities_clear
        if lines is None:
            return None
        found = [line.replace("AUTH=", "AUTH ").split()[1:] for line in lines if is_auth(line)]
        return tuple(dict.fromkeys(word.upper() for words in found for word in words))

    def offers(self, keyword: str, *, secure: bool) -> bool | None:
        """Whether EHLO offered the extension in that state; ``None``: not seen."""
        lines = self.capabilities_secure if secure else self.capabilities_clear
        if lines is None:
            return None
        return any(line.split(" ", 1)[0].upper() == keyword.upper() for line in lines)

    def parameter(self, keyword: str) -> str | None:
        """The parameter text of an extension, as ``SIZE``; the state after TLS goes first."""
        for lines in (self.capabilities_secure, self.capabilities_clear):
            for line in lines or ():
                word, _, rest = line.partition(" ")
                if word.upper() == keyword.upper():
                    return rest
        return None

    @property
    def login_steps(self) -> tuple[SmtpStep, ...]:
        """The AUTH steps that were really sent and answered."""
        return tuple(step for step in self.every("auth") if step.reply is not None)


def is_auth(line: str) -> bool:
    """Whether an EHLO line announces AUTH, in the standard or the old ``AUTH=`` form."""
    return line.upper().startswith(("AUTH ", "AUTH="))
