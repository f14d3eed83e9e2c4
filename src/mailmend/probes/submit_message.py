"""Really sends one message: MAIL, RCPT, DATA after a login inside verified TLS, once.

Before the first byte of the content goes out the caller's ``commit`` is called; a message that may
have been taken without our seeing the reply is ``unknown`` and is never sent again here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from mailmend.facts import Reply, SmtpDialogue
from mailmend.probes.budget import Budget
from mailmend.probes.connect import Target, connect
from mailmend.probes.conversation import Command, Conversation
from mailmend.probes.login import Attempt, Login
from mailmend.probes.marked_message import Marked, message
from mailmend.probes.patience import Patience
from mailmend.secret import Secret
from mailmend.wire import sasl, smtp
from mailmend.world import Lost, World

CONTENT_S = 60.0
FINAL_REPLY_S = 120.0
"""RFC 5321 section 4.5.3.2.6 allows a server ten minutes; a person waits for two."""

State = Literal["accepted", "refused", "not-sent", "unknown"]
Commit = Callable[[], None]


class Stopped(Exception):
    """The message was not sent; the text is a clause that says why."""

    def __init__(self, why: str, reply: Reply | None = None) -> None:
        super().__init__(why)
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of the message. ``reply`` is the last word of the server, where there is one."""

    state: State
    why: str = ""
    reply: Reply | None = None
    tls: str = ""
    transcript: tuple[str, ...] = ()


async def submit(
    like: SmtpDialogue,
    login: Login,
    marked: Marked,
    *,
    world: World,
    secret: Secret,
    commit: Commit,
) -> Submitted:
    """Send over a connection like the one that was seen to work, with the login that worked."""
    budget = Budget()
    try:
        content = message(marked, world.clock.now())
    except smtp.Unsafe as refusal:
        return Submitted("not-sent", str(refusal))
    tried = await connect(world, budget.reach, Target(like.host, like.address, "verify"), like.port)
    if tried.connection is None:
        return Submitted("not-sent", f"no connection came about ({tried.fact.outcome})")
    talk = Conversation(tried.connection, world.clock)
    work = _Submission(like, login, marked, talk, secret, budget, commit)
    try:
        return await work.run(content)
    finally:
        await tried.connection.close()


@dataclass(slots=True)
class _Submission:
    like: SmtpDialogue
    login: Login
    marked: Marked
    talk: Conversation
    secret: Secret
    budget: Budget
    commit: Commit
    extensions: tuple[str, ...] = ()
    tls: str = ""

    async def run(self, content: bytes) -> Submitted:
        try:
            await self._open()
            await self._log_in()
            await self._envelope()
        except (Stopped, smtp.Unsafe) as stop:
            return self._done("not-sent", str(stop), getattr(stop, "reply", None))
        return await self._content(content)

    def _done(self, state: State, why: str = "", reply: Reply | None = None) -> Submitted:
        return Submitted(state, why, reply, self.tls, tuple(self.talk.transcript))

    async def _open(self) -> None:
        if self.like.mode == "tls":
            await self._handshake()
        greeting = await self.talk.greeting(Patience())
        if greeting is None or greeting.code != 220:
            raise Stopped("the server did not greet", greeting)
        await self._hello()
        if self.like.mode == "starttls":
            await self._ask("starttls", smtp.command("STARTTLS"), "STARTTLS was refused")
            await self._handshake()
            await self._hello()

    async def _handshake(self) -> None:
        session = await self.talk.handshake(self.like.host)
        if not session.verified:
            raise Stopped(f"TLS did not verify ({session.failure or 'the certificate'})")
        self.tls = f"{session.version} {session.cipher}".strip()

    async def _hello(self) -> None:
        name = self.like.ehlo_name
        await self._ask("ehlo", smtp.command("EHLO", name), "EHLO was refused")
        self.extensions = smtp.keywords(self.talk.last_lines)

    async def _ask(
        self, stage: Literal["ehlo", "starttls", "mail", "rcpt-remote"], line: bytes, refusal: str
    ) -> None:
        reply = await self.talk.ask(Command(stage, line))
        if reply is None or not reply.positive:
            raise Stopped(refusal if reply else "the connection was lost", reply)

    async def _log_in(self) -> None:
        session = self.talk.connection.tls
        if session is None or not session.verified:
            raise Stopped("the connection is not protected by verified TLS")
        lines = [line.replace("AUTH=", "AUTH ") for line in self.extensions]
        offered = [word for line in lines if line.startswith("AUTH ") for word in line.split()[1:]]
        mechanism = sasl.choose(offered, self.login.mechanisms)
        if mechanism is None:
            raise Stopped("the server offers no login that can be used")
        attempt = Attempt(
            self.talk, self.like.address, self.login, mechanism, self.secret, self.budget.logins
        )
        try:
            accepted = await attempt.open() and await attempt.finish() == "accepted"
        finally:
            await attempt.abandon()
        if not accepted:
            raise Stopped("the login was not accepted", self.talk.steps[-1].reply)

    async def _envelope(self) -> None:
        utf8 = smtp.has_keyword(self.extensions, "SMTPUTF8")
        sender = smtp.mail_from(self.marked.sender, utf8=utf8)
        await self._ask("mail", sender, "the sender was refused")
        recipient = smtp.rcpt_to(self.marked.recipient, utf8=utf8)
        await self._ask("rcpt-remote", recipient, "the recipient was refused")

    async def _content(self, content: bytes) -> Submitted:
        """DATA and the content; from ``commit`` on, silence means that it may have been sent."""
        try:
            await self.talk.connection.write(smtp.command("DATA"))
            self.talk.note("C", "DATA")
            go_on = await self.talk.read_reply()
        except Lost as lost:
            return self._done("not-sent", f"the connection was lost before the content: {lost.why}")
        if go_on.code != 354:
            return self._done("refused", "DATA was refused", go_on)
        self.commit()
        try:
            async with asyncio.timeout(CONTENT_S):
                await self.talk.connection.write(content + b".\r\n")
            self.talk.note("C", f"({len(content)} bytes of message)")
            reply = await self.talk.read_reply(FINAL_REPLY_S)
        except (Lost, TimeoutError):
            return self._done("unknown", "the connection was lost before the server's last word")
        return await self._judged(reply)

    async def _judged(self, reply: Reply) -> Submitted:
        if reply.code == 250:
            await self.talk.ask(Command("quit", smtp.command("QUIT")))
            return self._done("accepted", "", reply)
        if reply.code >= 400:
            return self._done("refused", "the message was refused", reply)
        return self._done("unknown", "the server's last word cannot be understood", reply)
