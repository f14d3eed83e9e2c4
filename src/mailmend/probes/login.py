"""AUTH within a conversation: reserved in the budget first, and only inside verified TLS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mailmend.facts import Reply, SmtpStep
from mailmend.facts.smtp import Lost as LostWord
from mailmend.probes.budget import LoginBudget
from mailmend.probes.conversation import Command, Conversation
from mailmend.secret import Secret
from mailmend.wire import sasl
from mailmend.world import Lost, Withheld

MAX_CHALLENGES = 5
AUTH_S = 20.0
"""A server may hold back a refusal on purpose (Dovecot: 2 s, some hosts more)."""

Result = Literal["accepted", "refused", "unavailable", "not-tried"]


@dataclass(frozen=True, slots=True)
class Login:
    """One user name to try; ``mechanisms`` in order of preference, the first offered is used."""

    username: str
    mechanisms: tuple[str, ...] = sasl.KNOWN


@dataclass(slots=True)
class Attempt:
    """One login under way: ``open`` sends AUTH, ``finish`` sees it through."""

    talk: Conversation
    address: str
    login: Login
    mechanism: str
    secret: Secret
    budget: LoginBudget
    started: float = 0.0
    reserved: bool = False

    async def open(self, before: Sequence[Command] = ()) -> bool:
        """Send AUTH, in one flight after ``before``; its slot in the budget is reserved first.

        ``False``, with nothing sent and a withheld step, where it must not go.
        """
        session = self.talk.connection.tls
        if session is None or not session.verified or not await self.budget.reserve(self.address):
            self._keep(lost="withheld")
            return False
        self.reserved = True
        self.started = self.talk.clock.elapsed()
        opening = sasl.opening(self.mechanism, self.login.username)
        try:
            await self.talk.write_line(opening, self.secret, before)
        except (Lost, Withheld, sasl.NotPossible) as error:
            await self._fail(error)
            return False
        return True

    async def abandon(self) -> None:
        """Give the reservation back where the login was cut off; idle once it is settled."""
        await self._settle(refused=True)

    async def finish(self) -> Result:
        """Answer the challenges (at most 5) and keep the step with the outcome."""
        try:
            reply = await self._exchange()
        except (Lost, Withheld, sasl.NotPossible) as error:
            return await self._fail(error)
        if reply.positive and reply.code != 235:
            self.talk.distrust()
            return await self._fail(Lost("malformed"))
        await self._settle(refused=500 <= reply.code < 600 or reply.code == 334)
        self._keep(reply=reply)
        return self._result(reply)

    async def _exchange(self) -> Reply:
        reply = await self.talk.read_reply(AUTH_S)
        for turn in range(1, MAX_CHALLENGES + 1):
            if reply.code != 334:
                return reply
            line = self._answer(reply, turn)
            await self.talk.write_line(line, self.secret)
            reply = await self.talk.read_reply(AUTH_S)
        return reply

    def _answer(self, reply: Reply, turn: int) -> sasl.Line:
        try:
            return sasl.answer(self.mechanism, self.login.username, reply.text, turn)
        except sasl.NotPossible:
            return sasl.Public(b"*")

    def _result(self, reply: Reply) -> Result:
        if reply.code == 235:
            self.talk.login = self.login.username
            return "accepted"
        if reply.code in (421, 334):
            self.talk.over = True
        return "refused" if reply.code >= 500 else "unavailable"

    async def _fail(self, error: Exception) -> Result:
        why = error.why if isinstance(error, Lost) else "withheld"
        await self._settle(refused=not isinstance(error, Withheld | sasl.NotPossible))
        self._keep(lost=_word(why))
        self.talk.over = True
        return "unavailable"

    async def _settle(self, *, refused: bool) -> None:
        if self.reserved:
            self.reserved = False
            await self.budget.settle(self.address, refused=refused)

    def _keep(self, *, reply: Reply | None = None, lost: LostWord | None = None) -> None:
        elapsed = (self.talk.clock.elapsed() - self.started) * 1000 if self.started else 0.0
        self.talk.add(
            SmtpStep(
                stage="auth",
                secure=self.talk.secure,
                login=self.talk.login,
                sent="" if lost == "withheld" else f"AUTH {self.mechanism} ***",
                reply=reply,
                lost=lost,
                detail=self.login.username,
                mechanism=self.mechanism,
                elapsed_ms=round(elapsed, 1),
            )
        )


def _word(why: str) -> LostWord:
    match why:
        case "timeout" | "closed" | "reset" | "too-long" | "withheld":
            return why
        case _:
            return "malformed"
