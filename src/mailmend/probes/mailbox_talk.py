"""What IMAP and POP3 dialogues share: lines with deadlines, the transcript, the login's outcome."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from mailmend.case import printable
from mailmend.devices import Mode
from mailmend.facts import LoginOutcome, MailboxDialogue, TlsSession
from mailmend.probes.budget import LoginBudget
from mailmend.secret import Secret
from mailmend.world import Connection, Lost

GREETING_S = 30.0
STEP_S = 15.0
LOGIN_S = 20.0
MAX_TRANSCRIPT = 16 * 1024
MAX_TEXT = 1000


class Stop(Exception):
    """The dialogue ends before a login; the message says why none was tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxPlan:
    """One login to try at one IMAP or POP3 server; an empty ``username`` means none."""

    protocol: Literal["imap", "pop3"]
    host: str
    address: str
    port: int
    mode: Mode
    username: str


@dataclass(slots=True)
class MailboxTalk:
    """The state of one connection and what it has shown so far."""

    plan: MailboxPlan
    connection: Connection
    secret: Secret | None
    budget: LoginBudget
    greeting: str = ""
    tls: TlsSession | None = None
    login: LoginOutcome = "not-tried"
    code: str = ""
    text: str = ""
    why_not: str = ""
    capabilities: tuple[str, ...] = ()
    quota_percent: int | None = None
    transcript: list[str] = field(default_factory=list)
    reserved: bool = False

    def note(self, side: str, text: str) -> None:
        """Keep a line of the transcript, within its bound."""
        if sum(map(len, self.transcript)) < MAX_TRANSCRIPT:
            self.transcript.append(f"{side}: {printable(text[:MAX_TEXT])}")

    async def read(self, seconds: float = STEP_S) -> bytes:
        """One line. Raises ``Lost``."""
        try:
            async with asyncio.timeout(seconds):
                line = await self.connection.read_line()
        except TimeoutError as error:
            raise Lost("timeout") from error
        self.note("S", line.decode("utf-8", "backslashreplace"))
        return line

    async def write(self, data: bytes) -> None:
        """Send a line that holds no secret. Raises ``Lost``."""
        self.note("C", data.decode("utf-8").rstrip("\r\n"))
        try:
            async with asyncio.timeout(STEP_S):
                await self.connection.write(data)
        except TimeoutError as error:
            raise Lost("timeout") from error

    async def write_secret(self, build: Callable[[str], bytes], shown: str) -> None:
        """Send a line that holds the password. Raises ``Lost``, ``Withheld``."""
        assert self.secret is not None
        try:
            async with asyncio.timeout(STEP_S):
                await self.connection.write_secret(build, self.secret, shown)
        except TimeoutError as error:
            raise Lost("timeout") from error
        self.note("C", shown)

    async def handshake(self) -> None:
        """TLS; raises ``Stop`` where it fails."""
        try:
            async with asyncio.timeout(STEP_S + 1):
                self.tls = await self.connection.start_tls(self.plan.host)
        except TimeoutError:
            self.tls = TlsSession(ok=False, failure="timeout")
        if not self.tls.ok:
            raise Stop(f"TLS failed: {self.tls.failure}")

    async def may_log_in(self) -> None:
        """Reserve the login; raises ``Stop`` with the reason where it must not be sent."""
        if not self.plan.username:
            raise Stop("no user name is known")
        if self.secret is None:
            raise Stop("no password was given")
        if self.tls is None:
            raise Stop("the password is never sent without TLS")
        if not self.tls.verified:
            raise Stop("the certificate did not verify")
        if not await self.budget.reserve(self.plan.address, mailbox=True):
            raise Stop("this server has refused logins already; one more might lock the account")
        self.reserved = True

    async def decide(self, outcome: LoginOutcome, code: str, text: str) -> None:
        """Keep the outcome of the login and settle its reservation."""
        self.login, self.code, self.text = outcome, code, printable(text[:MAX_TEXT])
        await self.settle(refused=outcome in ("refused", "lost"))

    async def settle(self, *, refused: bool) -> None:
        """Give the reservation back; idle once that is done."""
        if self.reserved:
            self.reserved = False
            await self.budget.settle(self.plan.address, refused=refused)

    def fact(self) -> MailboxDialogue:
        """The dialogue as a fact."""
        plan = self.plan
        return MailboxDialogue(
            source=f"{plan.protocol} {plan.host} [{plan.address}]:{plan.port} {plan.mode}",
            raw="\n".join(self.transcript),
            protocol=plan.protocol,
            host=plan.host,
            address=plan.address,
            port=plan.port,
            mode=plan.mode,
            greeting=self.greeting,
            tls=self.tls,
            username=plan.username,
            login=self.login,
            code=self.code,
            text=self.text,
            why_not=self.why_not,
            capabilities=self.capabilities,
            quota_percent=self.quota_percent,
        )
