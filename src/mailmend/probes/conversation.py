"""One SMTP connection being talked over: commands out, replies in, steps and transcript kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mailmend.case import printable
from mailmend.facts import Reply, SmtpStep, Stage, TlsSession
from mailmend.facts.smtp import Lost as LostWord
from mailmend.probes.patience import Patience
from mailmend.secret import Secret
from mailmend.wire import sasl, smtp
from mailmend.world import Clock, Connection, Lost, Withheld

GREETING_S = 30.0
STEP_S = 15.0
QUIT_S = 1.0
MAX_TRANSCRIPT = 64 * 1024
MAX_SHOWN_LINE = 1000
MAX_SHOWN_REST = 64

_EXPECTED: dict[str, tuple[int, ...]] = {
    "greeting": (220,),
    "ehlo": (250,),
    "starttls": (220,),
    "auth": (235,),
    "mail": (250,),
    "rcpt-remote": (250, 251, 252),
    "rcpt-own": (250, 251, 252),
    "rset": (250,),
    "quit": (221,),
}
_LOST: dict[str, LostWord] = {
    "timeout": "timeout",
    "closed": "closed",
    "reset": "reset",
    "too-long": "too-long",
}


@dataclass(frozen=True, slots=True)
class Command:
    """One command to send; ``detail`` is the address or user name it is about."""

    stage: Stage
    line: bytes
    detail: str = ""


@dataclass(slots=True)
class Conversation:
    """The state of one connection. Once ``over``, nothing more is sent and every call is idle.

    ``trusted_from`` is the index of the first step whose reply may be out of place when the
    server is found to send replies that were not asked for.
    """

    connection: Connection
    clock: Clock
    secure: bool = False
    login: str | None = None
    over: bool = False
    steps: list[SmtpStep] = field(default_factory=list)
    transcript: list[str] = field(default_factory=list)
    last_lines: list[str] = field(default_factory=list)
    trusted_from: int = 0
    _shown: int = 0

    def note(self, side: str, text: str) -> None:
        """Keep a line of the transcript, within its bound."""
        line = f"{side}: {printable(text[:MAX_SHOWN_LINE])}"
        self._shown += len(line)
        if self._shown <= MAX_TRANSCRIPT:
            self.transcript.append(line)

    async def greeting(self, patience: Patience) -> Reply | None:
        """Wait for the greeting; nothing is sent before its last line."""
        started = self.clock.elapsed()
        try:
            async with asyncio.timeout(GREETING_S) as timer:
                patience.watch(timer)
                reply = await self._read()
                patience.greeted()
        except (TimeoutError, Lost, smtp.Malformed) as error:
            if isinstance(error, smtp.Malformed):
                patience.greeted()  # in another protocol: the port has spoken all the same
            self._lose("greeting", "", started, error)
            return None
        finally:
            patience.done()
        return self._record("greeting", "", reply, started)

    async def ask(self, command: Command) -> Reply | None:
        """Send one command and wait for its reply."""
        replies = await self.flight([command])
        return replies[0] if replies else None

    async def flight(self, commands: Sequence[Command]) -> list[Reply | None]:
        """Send the commands at once and wait for all replies (RFC 2920)."""
        started = await self.send(commands)
        return await self.collect(commands, started)

    async def send(self, commands: Sequence[Command]) -> float:
        """Send the commands at once; returns when that was."""
        started = self.clock.elapsed()
        if not commands or self.over:
            return started
        for command in commands:
            self.note("C", command.line.decode("utf-8").rstrip("\r\n"))
        try:
            async with asyncio.timeout(STEP_S):
                await self.connection.write(b"".join(command.line for command in commands))
        except (TimeoutError, Lost) as error:
            self._lose(commands[0].stage, commands[0].detail, started, error, commands[0].line)
        return started

    async def collect(self, commands: Sequence[Command], started: float) -> list[Reply | None]:
        """Wait for the replies to commands that were sent."""
        replies: list[Reply | None] = []
        for command in commands:
            if self.over:
                break
            replies.append(await self._one(command, started))
        return replies

    async def _one(self, command: Command, started: float) -> Reply | None:
        wait = QUIT_S if command.stage == "quit" else STEP_S
        try:
            async with asyncio.timeout(wait):
                reply = await self._read()
        except (TimeoutError, Lost, smtp.Malformed) as error:
            self._lose(command.stage, command.detail, started, error, command.line)
            return None
        return self._record(command.stage, command.detail, reply, started, command.line)

    async def _read(self) -> Reply:
        reader = smtp.ReplyReader()
        while True:
            line = await self.connection.read_line(smtp.MAX_LINE)
            self.note("S", line.decode("utf-8", "backslashreplace"))
            reply = reader.feed(line)
            if reply is not None:
                self.last_lines = reader.lines
                return reply

    def _record(
        self, stage: Stage, detail: str, reply: Reply, started: float, line: bytes = b""
    ) -> Reply | None:
        if _out_of_place(stage, reply):
            self.distrust()
            self._lose(stage, detail, started, smtp.Malformed(), line)
            return None
        self._keep(stage, detail, started, line, reply=reply)
        if reply.code == 421:
            self.over = True
        return reply

    def _lose(
        self, stage: Stage, detail: str, started: float, error: Exception, line: bytes = b""
    ) -> None:
        self.over = True
        if isinstance(error, Lost) and error.received:
            rest = error.received[:MAX_SHOWN_REST].decode("utf-8", "backslashreplace")
            self.note("S", f"{rest} …")
        self._keep(stage, detail, started, line, lost=_lost_word(error))

    def _keep(
        self,
        stage: Stage,
        detail: str,
        started: float,
        line: bytes,
        *,
        reply: Reply | None = None,
        lost: LostWord | None = None,
    ) -> None:
        self.steps.append(
            SmtpStep(
                stage=stage,
                secure=self.secure,
                login=self.login,
                sent=line.decode("utf-8").rstrip("\r\n"),
                reply=reply,
                lost=lost,
                detail=detail,
                elapsed_ms=round((self.clock.elapsed() - started) * 1000, 1),
            )
        )

    def add(self, step: SmtpStep) -> None:
        """Keep a step that was worked out elsewhere."""
        self.steps.append(step)

    def distrust(self) -> None:
        """Take back every success since ``trusted_from``: replies arrived that nobody asked for.

        The refusals stay, they can do no harm.
        """
        for number, step in enumerate(self.steps):
            if number >= self.trusted_from and step.accepted:
                self.steps[number] = replace(step, reply=None, lost="malformed")

    async def handshake(self, host: str) -> TlsSession:
        """TLS on this connection; where it fails the conversation is over."""
        started = self.clock.elapsed()
        try:
            async with asyncio.timeout(STEP_S + 1):
                session = await self.connection.start_tls(host)
        except TimeoutError:
            session = TlsSession(ok=False, failure="timeout")
        self.secure, self.over = session.ok, not session.ok
        self.note("*", _tls_line(session))
        lost: LostWord | None = None
        if session.failure in ("timeout", "closed", "malformed"):
            lost = session.failure
        detail = session.failure or session.version
        elapsed = round((self.clock.elapsed() - started) * 1000, 1)
        self.add(
            SmtpStep(stage="tls", secure=session.ok, lost=lost, detail=detail, elapsed_ms=elapsed)
        )
        return session

    async def read_reply(self, seconds: float = STEP_S) -> Reply:
        """One reply for a caller that keeps its own step. Raises ``Lost``."""
        try:
            async with asyncio.timeout(seconds):
                return await self._read()
        except (TimeoutError, smtp.Malformed) as error:
            raise Lost(_lost_word(error)) from error

    async def write_line(
        self, line: sasl.Line, secret: Secret, before: Sequence[Command] = ()
    ) -> None:
        """Send a line of a SASL exchange, in one flight with the commands ``before`` it.

        Raises ``Lost``, ``Withheld``, ``sasl.NotPossible``.
        """
        for command in before:
            self.note("C", command.line.decode("utf-8").rstrip("\r\n"))
        first = b"".join(command.line for command in before)
        try:
            async with asyncio.timeout(STEP_S):
                match line:
                    case sasl.Public(text):
                        self.note("C", text.decode("utf-8", "backslashreplace"))
                        await self.connection.write(first + text + b"\r\n")
                    case sasl.Hidden():
                        await self._write_hidden(line, secret, first)
        except TimeoutError as error:
            raise Lost("timeout") from error

    async def _write_hidden(self, line: sasl.Hidden, secret: Secret, first: bytes) -> None:
        """One write: a server that gets all at once answers all at once."""

        def build(word: str) -> bytes:
            return first + line.build(word) + b"\r\n"

        await self.connection.write_secret(build, secret, first.decode("utf-8") + line.shown)
        self.note("C", line.shown)


def _tls_line(session: TlsSession) -> str:
    if not session.ok:
        return f"TLS failed: {session.failure} {session.detail}".rstrip()
    state = "verified" if session.verified else "not verified"
    return f"{session.version} {session.cipher}, certificate {state}"


def _out_of_place(stage: Stage, reply: Reply) -> bool:
    """Whether this cannot be the reply to that command: so the ones before it were not either.

    QUIT is never refused (RFC 5321 section 4.3.2), so that it shows every shift.
    """
    if stage == "quit":
        return reply.code not in (*_EXPECTED[stage], 421)
    return reply.positive and reply.code not in _EXPECTED[stage]


def _lost_word(error: Exception) -> LostWord:
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, smtp.Malformed):
        return "too-long" if error.why == "too-long" else "malformed"
    if isinstance(error, Withheld):
        return "withheld"
    return _LOST.get(error.why, "malformed") if isinstance(error, Lost) else "malformed"
