"""One SMTP dialogue that learns as much as one connection can tell; no DATA is ever sent.

Order: greeting, EHLO, STARTTLS and TLS (or TLS first), EHLO, anonymous envelope, AUTH,
authenticated envelope, QUIT. Where PIPELINING is offered the anonymous envelope and AUTH go in one
flight, the authenticated envelope and QUIT in another.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from mailmend.devices import Mode
from mailmend.facts import SmtpDialogue, SmtpStep, TcpResult, TlsSession
from mailmend.probes.budget import Budget
from mailmend.probes.connect import Target, connect, stamp
from mailmend.probes.conversation import Command, Conversation
from mailmend.probes.envelope import collect, envelope, stepwise
from mailmend.probes.login import Attempt, Login, Result
from mailmend.probes.patience import Patience
from mailmend.secret import Secret
from mailmend.wire import sasl, smtp
from mailmend.world import World

HOST_S = 45.0

Gate = Callable[[], Awaitable[tuple[Login, ...]]]
"""Asked before AUTH: the logins to try now; empty where another dialogue has shown enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DialoguePlan:
    """What one dialogue is for. ``mode`` ``plain`` never asks for TLS and so never logs in.

    ``logins`` are tried in order until one is accepted: the next one after a refusal, or at once
    where no mechanism of a login is offered. ``anonymous_remote``: the anonymous envelope names the
    remote recipient too. ``purpose`` tells recordings apart.
    """

    host: str
    address: str
    port: int
    mode: Mode
    ehlo_name: str
    sender: str
    remote_recipient: str | None = None
    own_recipient: str | None = None
    anonymous_envelope: bool = True
    anonymous_remote: bool = True
    logins: tuple[Login, ...] = ()
    authenticated_envelope: bool = True
    purpose: str = "submission"


async def converse(
    plan: DialoguePlan,
    world: World,
    secret: Secret | None,
    budget: Budget,
    *,
    gate: Gate | None = None,
    patience: Patience | None = None,
) -> tuple[TcpResult | SmtpDialogue, ...]:
    """Hold the dialogue: the result of the connection and, where it came about, what was said."""
    async with budget.turns.at(plan.address):
        target = Target(plan.host, plan.address, plan.purpose)
        tried = await connect(world, budget.reach, target, plan.port)
        if tried.connection is None:
            return (tried.fact,)
        talk = Conversation(tried.connection, world.clock)
        work = _Dialogue(plan, talk, secret, budget, gate, patience or Patience())
        try:
            async with asyncio.timeout(HOST_S):
                await work.run()
        except TimeoutError:
            talk.note("!", f"given up after {HOST_S:.0f} s")
        finally:
            await work.settle()
            await tried.connection.close()
        return tried.fact, stamp(work.fact(), world.clock)


@dataclass(slots=True)
class _Dialogue:
    """The run of one plan."""

    plan: DialoguePlan
    talk: Conversation
    secret: Secret | None
    budget: Budget
    gate: Gate | None
    patience: Patience
    clear: tuple[str, ...] | None = None
    inside: tuple[str, ...] | None = None
    tls: TlsSession | None = None
    attempt: Attempt | None = None

    async def run(self) -> None:
        if self.plan.mode == "tls" and not await self._handshake():
            return
        greeting = await self.talk.greeting(self.patience)
        if greeting is None:
            return
        if greeting.code != 220 or not await self._hello():
            await self._quit()
            return
        if self.plan.mode == "starttls" and not await self._starttls():
            return
        await self._envelopes()

    async def settle(self) -> None:
        """Leave no login reserved, however the run ended."""
        if self.attempt is not None:
            await self.attempt.abandon()

    def fact(self) -> SmtpDialogue:
        plan = self.plan
        return SmtpDialogue(
            source=f"smtp {plan.host} [{plan.address}]:{plan.port} {plan.mode}",
            raw="\n".join(self.talk.transcript),
            host=plan.host,
            address=plan.address,
            port=plan.port,
            mode=plan.mode,
            ehlo_name=plan.ehlo_name,
            steps=tuple(self.talk.steps),
            tls=self.tls,
            capabilities_clear=self.clear,
            capabilities_secure=self.inside,
        )

    async def _hello(self) -> bool:
        """EHLO; where it is refused HELO, as clients do. ``True`` with extensions or without."""
        name = self.plan.ehlo_name
        reply = await self.talk.ask(Command("ehlo", smtp.command("EHLO", name)))
        if reply is None:
            return False
        if not reply.positive:
            second = await self.talk.ask(Command("ehlo", smtp.command("HELO", name)))
            return second is not None and second.positive
        found = smtp.keywords(self.talk.last_lines)
        if self.talk.secure:
            self.inside = found
        else:
            self.clear = found
        self.talk.trusted_from = len(self.talk.steps)
        return True

    async def _starttls(self) -> bool:
        """Whether the dialogue goes on: inside TLS, or in clear where STARTTLS is not offered."""
        if not smtp.has_keyword(self.clear, "STARTTLS"):
            return True
        reply = await self.talk.ask(Command("starttls", smtp.command("STARTTLS")))
        if reply is None:
            return False
        if reply.code != 220:
            await self._quit()
            return False
        return await self._handshake() and await self._hello()

    async def _handshake(self) -> bool:
        self.tls = await self.talk.handshake(self.plan.host)
        return self.tls.ok

    @property
    def _capabilities(self) -> tuple[str, ...]:
        return (self.inside if self.talk.secure else self.clear) or ()

    @property
    def _pipelining(self) -> bool:
        return smtp.has_keyword(self._capabilities, "PIPELINING")

    async def _envelopes(self) -> None:
        """Anonymous envelope and AUTH in one flight if possible, then the authenticated one."""
        anonymous = self._envelope(anonymous=True) if self.plan.anonymous_envelope else []
        logins = list(self.plan.logins) if self.gate is None else []
        if self._pipelining:
            started = self.talk.clock.elapsed()
            attempt = await self._open_next(logins, anonymous)
            if attempt is None:
                started = await self.talk.send(anonymous)
            await collect(self.talk, anonymous, started)
        else:
            await stepwise(self.talk, anonymous)
            attempt = await self._open_next(logins)
        if self.gate is not None and not self.talk.over:
            logins = list(await self.gate())
            if not logins and not self._accepted_remote():
                await self.talk.send([Command("quit", smtp.command("QUIT"))])
                return
            attempt = await self._open_next(logins)
        if not await self._see_through(attempt, logins):
            await self._quit()
            return
        await self._authenticated_envelope()

    def _accepted_remote(self) -> bool:
        """Whether a remote recipient was accepted: worth the proof that it really was, by QUIT."""
        return any(step.accepted for step in self.talk.steps if step.stage == "rcpt-remote")

    def _envelope(self, *, anonymous: bool) -> list[Command]:
        """MAIL, RCPT and RSET; a sender that cannot be sent is kept as withheld."""
        plan, utf8 = self.plan, smtp.has_keyword(self._capabilities, "SMTPUTF8")
        remote = plan.remote_recipient if not anonymous or self._may_name_remote() else None
        try:
            return envelope(plan.sender, remote, plan.own_recipient, utf8=utf8)
        except smtp.Unsafe as error:
            self.talk.note("!", f"not sent: {error}")
            self._withhold("mail", plan.sender)
            return []

    def _may_name_remote(self) -> bool:
        wanted = self.plan.anonymous_remote and bool(self.plan.remote_recipient)
        return wanted and self.budget.relays.take(self.plan.address)

    def _withhold(self, stage: str, detail: str, mechanism: str = "") -> None:
        self.talk.add(
            SmtpStep(
                stage="auth" if stage == "auth" else "mail",
                secure=self.talk.secure,
                login=self.talk.login,
                lost="withheld",
                detail=detail,
                mechanism=mechanism,
            )
        )

    async def _open_next(
        self, logins: list[Login], before: Sequence[Command] = ()
    ) -> Attempt | None:
        """Send AUTH, after ``before``, for the next login that a mechanism is offered for."""
        while logins and not self.talk.over:
            login = logins.pop(0)
            mechanism = sasl.choose(self._offered(), login.mechanisms)
            if mechanism is None:
                continue
            if self.secret is None or self.plan.mode == "plain":
                self._withhold("auth", login.username, mechanism)
                continue
            self.attempt = Attempt(
                self.talk, self.plan.address, login, mechanism, self.secret, self.budget.logins
            )
            if await self.attempt.open(before):
                return self.attempt
        return None

    def _offered(self) -> tuple[str, ...]:
        return self.fact().mechanisms(secure=self.talk.secure) or ()

    async def _see_through(self, attempt: Attempt | None, logins: list[Login]) -> bool:
        """Finish this login and, after a refusal, try the next ones. Whether one was accepted.

        A name refused with its plain password would be refused with any other mechanism too.
        """
        while attempt is not None and not self.talk.over:
            result: Result = await attempt.finish()
            if result == "accepted":
                return True
            if attempt.mechanism != "CRAM-MD5":
                name = attempt.login.username
                logins[:] = [login for login in logins if login.username != name]
            attempt = await self._open_next(logins) if result == "refused" else None
        return False

    async def _authenticated_envelope(self) -> None:
        commands = self._envelope(anonymous=False) if self.plan.authenticated_envelope else []
        if self._pipelining and commands:
            farewell = Command("quit", smtp.command("QUIT"))
            started = await self.talk.send([*commands, farewell])
            await collect(self.talk, [*commands, farewell], started)
            return
        await stepwise(self.talk, commands)
        await self._quit()

    async def _quit(self) -> None:
        await self.talk.ask(Command("quit", smtp.command("QUIT")))
