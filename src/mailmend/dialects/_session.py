"""One connection while its lines come in, and the fact it ends as."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from mailmend.dialects._event import LogEvent, Status
from mailmend.facts import FaultKind, LoggedLogin, LoggedOutcome, LoggedSession, Reply

MAX_LINES = 24
MAX_RAW = 600
_REPLY = re.compile(r"([2345]\d\d)[ -](?:([245]\.\d{1,3}\.\d{1,3})\s)?(.*)", re.DOTALL)
_IMPLICIT = frozenset({"submissions", "smtps", "465", "TLSMTA", "TLSMSA"})
_KNOWN_LOGIN = ("refused", "unavailable", "accepted")


@dataclass(slots=True)
class Session:
    """What is known so far; ``names`` and counts are bounded by the lines that are kept."""

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
    stage: str = ""
    reply: str = ""
    tried_mail: bool = False
    taken: bool = False
    tls_reason: str = ""
    status: Status = ""
    delivery: str = ""
    opened: bool = False
    closed: bool = False
    counters: dict[str, tuple[int, int]] = field(default_factory=dict)
    tries: list[str] = field(default_factory=list)
    faults: set[FaultKind] = field(default_factory=set)
    source: str = ""
    lines: list[int] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)

    def keep(self, event: LogEvent, source: str, number: int, line: str) -> None:
        """Take in one more event of this connection."""
        self.began, self.ended = self.began or event.time, event.time or self.ended
        self.source = self.source or source
        if source == self.source and number not in self.lines and len(self.lines) < MAX_LINES:
            self.lines.append(number)
            self.raw.append(line[:MAX_RAW])
        for name in ("service", "client", "helo", "sender", "recipient", "mechanism"):
            if not getattr(self, name):
                setattr(self, name, getattr(event, name))
        self.username = event.username or self.username
        self.port = self.port or event.port
        self.opened = self.opened or event.what == "opened"
        if event.what != "login-reason":
            self.protocol = event.protocol
        if event.tls is not None:
            self.tls = bool(self.tls) or event.tls
        if event.fault is not None:
            self.faults.add(event.fault)
        self._weigh(event)

    def _weigh(self, event: LogEvent) -> None:
        if event.login in _KNOWN_LOGIN or self.login == "unknown":
            self.login = event.login
        match event.what:
            case "refused":
                self._refused(event)
            case "login":
                self.reason = event.reason or self.reason
                if event.reply and not self.reply:
                    self.stage, self.reply = "auth", event.reply
            case "login-reason":
                self.reason = event.reason
            case "accepted":
                self.taken = self.tried_mail = True
            case "tls-failed":
                self.tls_reason = f"{self.tls_reason} {event.reason}".strip()[:600]
            case "closed":
                self._close(event)
            case _:
                pass

    def _refused(self, event: LogEvent) -> None:
        later = event.stage in ("mail", "rcpt", "data", "end-of-message")
        if later and len(self.tries) < MAX_LINES:
            self.tries.append(event.recipient)
        self.tried_mail = self.tried_mail or later
        if event.stage == "end-of-message":
            self.taken = False
        if not self.reply or (later and self.stage not in ("mail", "rcpt")):
            self.stage, self.reply = event.stage, event.reply

    def _close(self, event: LogEvent) -> None:
        self.closed = True
        self.reason = self.reason or (event.reason if event.login != "never" else "")
        if event.software == "opensmtpd" and event.reason:
            self.tls_reason = event.reason
        if event.reply and not self.reply:
            self.stage, self.reply = event.stage, event.reply
        self.counters = event.counters
        self.tried_mail = self.tried_mail or self._count("mail")[1] > 0

    def _count(self, name: str) -> tuple[int, int]:
        return self.counters.get(name, (0, 0))

    @property
    def is_probe(self) -> bool:
        """Whether it looks like Mailmend's own: two recipients and RSET, and never a message."""
        sent = self._count("data")[1] + self._count("bdat")[1]
        return self._count("rset")[1] > 0 and self._count("rcpt")[1] > 1 and not sent

    @property
    def repeated(self) -> bool:
        """Whether one recipient was refused again at once: several connections, not told apart."""
        return len(self.tries) > len(set(self.tries))

    def settle(self) -> None:
        """Work out what follows from how each server logs; to be called once, at the end."""
        match self.software:
            case "postfix":
                self._settle_postfix()
            case "exim":
                asked = self.stage == "rcpt" and self.reply != ""
                self._assume(never=asked, clear=asked)
            case "opensmtpd":
                self._assume(never=self.tried_mail, clear=self.opened and self.closed)
            case "sendmail":
                self._assume(never=self.stage in ("mail", "rcpt"), clear=False)
            case "haraka":
                self._assume(never=self.tried_mail and not self.taken, clear=False)
            case _:
                pass

    def _settle_postfix(self) -> None:
        if not self.closed or "commands" not in self.counters:
            return
        good, tried = self._count("auth")
        if good:
            self.login = "accepted"
        elif tried and self.login not in ("refused", "unavailable"):
            self.login = "refused"
        elif not tried:
            self.login = "never"
        secured = self._count("starttls")[0] > 0 or self.service in _IMPLICIT
        if self.tls is None and self._count("commands")[1]:
            self.tls = secured

    def _assume(self, *, never: bool, clear: bool) -> None:
        if never and self.login == "unknown":
            self.login = "never"
        if clear and self.tls is None and not self.tls_reason:
            self.tls = False

    @property
    def outcome(self) -> LoggedOutcome:
        """What became of it in the end."""
        if self.status:
            return self.status
        if self.taken or (self.protocol != "smtp" and self.login == "accepted"):
            return "accepted"
        if self.reply or self.login in ("refused", "unavailable") or self._count("mail")[1]:
            return "refused"
        if self.tls_reason and not self.tls:
            return "tls-failed"
        return "lost" if self.closed else "unknown"

    def fact(self, *, own: bool) -> LoggedSession:
        """The fact of this session."""
        failed = self.tls_reason if self.outcome == "tls-failed" else ""
        return LoggedSession(
            source=self.source,
            at=self.ended,
            raw="\n".join(self.raw),
            tie="own" if own else "claimed",
            software=self.software,
            protocol=self.protocol,
            service=self.service,
            port=self.port,
            began=self.began,
            ended=self.ended,
            client=self.client,
            helo=self.helo,
            tls=self.tls,
            login=self.login,
            username=self.username,
            mechanism=self.mechanism,
            reason=self.reason or failed,
            sender=self.sender,
            recipient=self.recipient,
            tried_mail=self.tried_mail,
            stage=self.stage,
            reply=_reply(self.reply),
            outcome=self.outcome,
            delivery=self.delivery,
            lines=tuple(self.lines),
        )


def _reply(text: str) -> Reply | None:
    found = _REPLY.match(text)
    return Reply(int(found[1]), found[3].strip(), found[2]) if found else None
