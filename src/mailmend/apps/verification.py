"""Really send one message, see it arrive, remove it, and look again whether the cause is gone."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import Literal

from mailmend.apps.verification_ground import Chosen, chosen, mailbox_of, mended
from mailmend.case import Case, Outgoing
from mailmend.flow import diagnose
from mailmend.io.send_ledger import Entry, SendLedger
from mailmend.probes.mailbox_search import Found, Mailbox, Unwatched, opened
from mailmend.probes.mailbox_talk import MailboxPlan
from mailmend.probes.maildrop import Maildrop
from mailmend.probes.marked_message import Marked
from mailmend.probes.submit_message import Submitted, submit
from mailmend.report import Report
from mailmend.secret import Secret
from mailmend.text import Text, phrase
from mailmend.wire.received import Way, way
from mailmend.world import World

State = Literal["arrived", "accepted", "unknown", "refused", "not-sent"]
MAX_OPENINGS = 3


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for; ``recipient_secret`` opens the recipient's mailbox where it is another's.

    ``before`` are causes of an earlier report; without it those of this run count.
    """

    recipient: str
    recipient_secret: Secret | None = None
    wait_s: float = 60.0
    send_again: bool = False
    before: tuple[str, ...] | None = None
    budget_s: float = 60.0


@dataclass(frozen=True, slots=True)
class CauseNow:
    """A cause that was found before, and its status on the fresh facts."""

    cause: str
    now: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where the message was found, how long after it was sent, and the way it took.

    ``seconds`` is ``None`` for a message of an earlier run; ``removed`` tells whether it is gone.
    """

    folder: str
    junk: bool
    seconds: float | None
    way: Way
    removed: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """The whole result. ``earlier``: the message is one that an earlier run had sent.

    ``why`` is a text for owners, or a clause about servers.
    """

    state: State
    why: str = ""
    message_id: str = ""
    server: Outgoing | None = None
    submitted: Submitted | None = None
    arrival: Arrival | None = None
    earlier: bool = False
    causes: tuple[CauseNow, ...] = ()
    sends: str = "unknown"

    @property
    def exit_status(self) -> int:
        """0 it arrived and what was found is gone; 1 it did not; 3 not known."""
        if self.state == "arrived":
            gone = all(each.now not in ("proven", "likely") for each in self.causes)
            return 0 if gone and self.sends == "yes" else 1
        return 1 if self.state == "refused" else 3


@dataclass(slots=True)
class Verifier:
    """One run over a fresh report; ``say`` tells a person what is being done."""

    report: Report
    world: World
    secret: Secret
    order: Order
    ledger: SendLedger
    say: Callable[[str], None]

    async def run(self) -> Verification:
        """Send or take up what an earlier run left, watch, remove, look again."""
        way_out = chosen(self.report)
        if way_out is None:
            return Verification("not-sent", "no way to send was seen to work")
        result = await self._sent(way_out, self.ledger.unfinished())
        result = replace(result, server=self.report.working.outgoing)
        return await self._looked_again(result)

    def _mark(self, token: str, state: str) -> None:
        self.ledger.mark(token, state, self.world.clock.now())  # type: ignore[arg-type]

    async def _sent(self, out: Chosen, entry: Entry | None) -> Verification:
        if entry is not None and entry.state == "sending" and self.order.send_again:
            self._mark(entry.token, "given-up")
            entry = None
        if entry is None:
            entry = Entry(uuid.uuid4().hex, "planned", "")
            self.ledger.plan(entry.token, self.world.clock.now())
        marked = Marked(out.sender, self.order.recipient, entry.token)
        if entry.state != "planned":
            return await self._taken_up(marked, entry)
        self.say(f"sending one message to {self.order.recipient}")
        submitted = await submit(
            out.like, out.login, marked, world=self.world, secret=self.secret,
            commit=lambda: self._mark(marked.token, "sending"),
        )  # fmt: skip
        return await self._after(marked, submitted)

    async def _taken_up(self, marked: Marked, entry: Entry) -> Verification:
        """An earlier run was cut off after the message may have gone: look, never send."""
        self.say("an earlier run was cut off; looking for its message instead of sending")
        accepted = entry.state == "accepted"
        result = await self._watched(marked, accepted=accepted, started=None)
        return replace(result, earlier=True)

    async def _after(self, marked: Marked, submitted: Submitted) -> Verification:
        if submitted.state in ("refused", "not-sent"):
            self._mark(marked.token, submitted.state)
            state: State = "refused" if submitted.state == "refused" else "not-sent"
            if submitted.reply is not None and submitted.reply.code >= 500:
                state = "refused"
            return Verification(state, submitted.why, marked.message_id, submitted=submitted)
        accepted = submitted.state == "accepted"
        if accepted:
            self._mark(marked.token, "accepted")
        started = self.world.clock.elapsed()
        result = await self._watched(marked, accepted=accepted, started=started)
        return replace(result, submitted=submitted)

    async def _watched(
        self, marked: Marked, *, accepted: bool, started: float | None
    ) -> Verification:
        try:
            plan, secret = await self._mailbox()
            arrival = await self._watch(marked, started, plan, secret)
            why = _not_found(plan, self.order.wait_s)
        except Unwatched as problem:
            told = problem.args[0] if problem.args else ""
            arrival = None
            why = phrase("Its arrival could not be watched ({problem}).", problem=told)
        if arrival is not None:
            self._mark(marked.token, "arrived")
            return Verification("arrived", "", marked.message_id, arrival=arrival)
        if accepted:
            self._mark(marked.token, "not-arrived")
            return Verification("accepted", why, marked.message_id)
        why = phrase("Whether it was sent is unknown, and it is not sent again. {why}", why=why)
        return Verification("unknown", why, marked.message_id)

    async def _watch(
        self, marked: Marked, started: float | None, plan: MailboxPlan, secret: Secret
    ) -> Arrival | None:
        self.say("waiting for it to arrive")
        end = self.world.clock.elapsed() + self.order.wait_s
        for left in range(MAX_OPENINGS, 0, -1):
            try:
                async with _opened(plan, self.world, secret) as mailbox:
                    found = await self._poll(mailbox, marked, end)
                    return await self._removed(mailbox, marked, found, started) if found else None
            except Unwatched:
                if left == 1 or self.world.clock.elapsed() >= end:
                    raise
        return None

    async def _poll(self, mailbox: Mailbox | Maildrop, marked: Marked, end: float) -> Found | None:
        turn = 0
        while True:
            found = await mailbox.look(marked)
            if found or self.world.clock.elapsed() >= end:
                return found[0] if found else None
            await asyncio.sleep(mailbox.pauses_s[min(turn, len(mailbox.pauses_s) - 1)])
            turn += 1

    async def _removed(
        self, mailbox: Mailbox | Maildrop, marked: Marked, found: Found, started: float | None
    ) -> Arrival:
        seconds = None if started is None else self.world.clock.elapsed() - started
        removed = await self._remove_all(mailbox, marked)
        await self._remove_sent_copy(marked)
        folder = found.folder.strip('"')
        return Arrival(folder, found.junk, seconds, way(found.headers), removed)

    async def _remove_all(self, mailbox: Mailbox | Maildrop, marked: Marked) -> bool:
        gone = False
        with suppress(Unwatched):
            copies = await mailbox.look(marked, copies=True)
            gone = all([await mailbox.remove(copy, marked) for copy in copies])
        return gone

    async def _remove_sent_copy(self, marked: Marked) -> None:
        """Some servers keep a copy of what was submitted in the sender's Sent folder."""
        plan = mailbox_of(self.report.facts)
        if plan is None or plan.protocol != "imap" or self.order.recipient_secret is None:
            return
        with suppress(Unwatched):
            async with _opened(plan, self.world, self.secret) as mailbox:
                await self._remove_all(mailbox, marked)

    async def _mailbox(self) -> tuple[MailboxPlan, Secret]:
        """Whose mailbox to watch. Raises ``Unwatched``."""
        secret = self.order.recipient_secret
        if secret is not None:
            seen = await diagnose(Case(self.order.recipient), self.world, secret)
            plan = mailbox_of(seen.facts)
        elif self.order.recipient.lower() == self.report.case.address.lower():
            plan, secret = mailbox_of(self.report.facts), self.secret
        else:
            raise Unwatched(
                phrase("the recipient's mailbox is another one; see --to-password-file")
            )
        if plan is None:
            raise Unwatched(phrase("no login to the mailbox was seen to work"))
        return plan, secret

    async def _looked_again(self, result: Verification) -> Verification:
        """The same diagnosis with the fix in place: what was found before, how does it stand?"""
        works = self.report.working.outgoing
        assert works is not None
        before = self.order.before
        if before is None:
            before = tuple(each.cause.id for each in self.report.to_mend)
        fresh = self.report
        if self.report.sends != "yes":
            self.say("looking again with the fix in place")
            case = mended(self.report.case, self.report.facts, works)
            budget_s = self.order.budget_s
            fresh = await diagnose(case, self.world, self.secret, budget_s=budget_s)
        status = {each.cause.id: each.status for each in fresh.judgements}
        causes = tuple(CauseNow(cause, status.get(cause, "unknown")) for cause in before)
        return replace(result, causes=causes, sends=fresh.sends)


@asynccontextmanager
async def _opened(
    plan: MailboxPlan, world: World, secret: Secret
) -> AsyncIterator[Mailbox | Maildrop]:
    """The mailbox by its protocol. Raises ``Unwatched``."""
    if plan.protocol == "pop3":
        yield Maildrop(plan, world, secret)
        return
    async with opened(plan, world, secret) as mailbox:
        yield mailbox


def _not_found(plan: MailboxPlan, wait_s: float) -> Text:
    if plan.protocol == "pop3":
        return phrase(
            "It was not found within {seconds} s; POP3 shows the inbox only, not Junk.",
            seconds=round(wait_s),
        )
    return phrase("It was not found within {seconds} s.", seconds=round(wait_s))
