"""The work behind ``mailmend server fix``: look, plan, and mend in one connection."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mailmend.apps.server_target import host_of, logged_in, who_am_i
from mailmend.case import Case, InputError
from mailmend.change import ServerAction
from mailmend.devices import client_for
from mailmend.discover import causes
from mailmend.facts import Facts
from mailmend.io.agent_program import agent_program
from mailmend.mending.agent import Agent
from mailmend.mending.choose import joined, planned
from mailmend.mending.ground import ENCODING, Ground
from mailmend.mending.outside import seen_from_outside
from mailmend.mending.plan import Advice, Plan
from mailmend.mending.proof import Look, Result
from mailmend.mending.story import Mending, Order, Outcome
from mailmend.probes.server.host import Host
from mailmend.probes.server.observe import observe_server, view_of
from mailmend.report import Judgement, Report
from mailmend.verdict import Possible

if TYPE_CHECKING:
    from mailmend.secret import Secret
    from mailmend.world import Shell, World

Say = Callable[[str], None]
Agree = Callable[["Proposal"], bool]
MAX_ROUNDS = 3
PROOF_S = 25.0
"""The budget of one look that is to prove a repair, in seconds."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked for: whose trouble, on which server, and how far to go.

    ``cause`` is empty where all that can be mended are meant. ``send``: a real message is the
    proof.
    """

    target: str
    case: Case
    secret: Secret | None
    clients: tuple[str, ...] = ()
    cause: str = ""
    within_s: int = 120
    unproven: bool = False
    send: bool = False
    budget_s: float = 60.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """The causes that are to be mended, and how; and those that are not, and why."""

    plan: Plan | None = None
    mended: tuple[Judgement, ...] = ()
    left: tuple[tuple[Judgement, Advice], ...] = ()

    @property
    def files(self) -> dict[str, str]:
        """The files that the repair changes, as they shall be."""
        edits = self.plan.edits if self.plan else ()
        return {one.path: one.new.decode(*ENCODING) for one in edits}

    def with_(self, judgement: Judgement, found: Plan | Advice) -> Proposal:
        """The same with what was found for one cause more."""
        if isinstance(found, Advice):
            return replace(self, left=(*self.left, (judgement, found)))
        plan = joined(self.plan, found) if self.plan else found
        return replace(self, plan=plan, mended=(*self.mended, judgement))


@dataclass(frozen=True, slots=True)
class Done:
    """What was seen, proposed and done; ``outcome`` is empty where nothing was applied."""

    before: Look
    proposal: Proposal
    outcome: Outcome | None = None


class Workshop:
    """One server that is logged in to, and the world to look at it from outside."""

    def __init__(self, task: Task, world: World, shell: Shell, say: Say) -> None:
        self.task, self.world, self.say = task, world, say
        self.case = _with_host(task)
        self.agent = Agent(shell, agent_program())
        self._shell = shell
        self._host = self.case.outgoing.host or host_of(task.target)
        self._message: tuple[Result, str] | None = None

    async def look(self) -> Look:
        """The server's own view and a diagnosis from here, before the repair."""
        return await self._looked(self.task.budget_s, relay=False)

    async def again(self) -> Look:
        """The same after the repair; a stranger asks to relay too, and a message may be sent."""
        look = await self._looked(min(self.task.budget_s, PROOF_S), relay=True)
        if self.task.send and self._message is None and look.report.working.outgoing is not None:
            self._message = await self._sent(look.report)
        return replace(look, message=self._message)

    async def _sent(self, report: Report) -> tuple[Result, str]:
        """One marked message to the mailbox itself, watched and removed, never sent twice."""
        from mailmend.apps.verification import Order as Wanted
        from mailmend.apps.verification import Verifier
        from mailmend.io.send_ledger import held, state_folder

        assert self.task.secret is not None
        address = self.case.address
        wanted = Wanted(address, wait_s=self.task.within_s / 3, before=(), budget_s=PROOF_S)
        with held(state_folder(), address, address) as ledger:
            verifier = Verifier(report, self.world, self.task.secret, wanted, ledger, self.say)
            ended = await verifier.run()
        if ended.state == "arrived" and ended.arrival is not None:
            return "proven", f"found in {ended.arrival.folder}, removed: {ended.arrival.removed}"
        failed = ended.state in {"refused", "not-sent"}
        return ("failed" if failed else "open"), f"{ended.state}: {ended.why}"

    async def _looked(self, budget_s: float, *, relay: bool) -> Look:
        (report, inside), outside = await asyncio.gather(
            self._diagnosed(budget_s),
            seen_from_outside(self.world, self.case, self._host, relay=relay),
        )
        return Look(report, outside, inside=inside)

    async def _diagnosed(self, budget_s: float) -> tuple[Report, Report]:
        """The whole diagnosis, and what the server's own view alone comes to."""
        from mailmend.conclude import conclude, derive
        from mailmend.flow import diagnose

        view = view_of(self.case, *self.task.clients)
        seen = await observe_server(self._shell, self.world.dns, view, budget_s=budget_s / 2)
        report = await diagnose(
            self.case,
            self.world,
            self.task.secret,
            budget_s=budget_s,
            known=seen.facts,
            relays=1 if self._logs_in else None,
        )
        derived = derive(self.case, client_for(self.case), seen.facts)
        return report, conclude(self.case, derived, causes())

    @property
    def _logs_in(self) -> bool:
        """Whether the device logs in, so that what a stranger may do tells little about it."""
        outgoing = self.case.outgoing
        return outgoing.username != "" and outgoing.authentication != "none"

    async def propose(self, look: Look, so_far: Proposal | None = None) -> Proposal:
        """One repair for every cause on the server that can be mended, and what is left.

        ``so_far`` is a repair under which ``look`` showed further causes, which it had hidden.
        """
        found = so_far or Proposal()
        known = {each.cause.id for each in found.mended}
        for judgement in _chosen(look, self.task.cause if so_far is None else ""):
            for change in judgement.changes:
                if not isinstance(change, ServerAction) or judgement.cause.id in known:
                    continue
                ground = self._ground(look, judgement, change, found.files)
                found = found.with_(judgement, await planned(ground))
        return found

    async def run(self, agree: Agree, *, dry_run: bool = False) -> Done:
        """The whole work; ``agree`` is asked before anything is applied, for each new repair.

        Raises ``NoHand``, ``ShellLost``, and ``InputError`` where an earlier repair is in the way.
        """
        await self.enter()
        if not dry_run:
            await self._clear_the_way()
        self.say("looking at the server, from inside and from here")
        before = await self.look()
        proposal = await self.propose(before)
        outcome = None
        for _ in range(MAX_ROUNDS):
            if proposal.plan is None or not agree(proposal) or dry_run:
                break
            self._message = None
            outcome = await self.mend(proposal, before)
            further = await self._further(proposal, outcome)
            if further is None:
                break
            self.say("taken back: another cause lay behind it; both are mended together now")
            proposal = further
        return Done(before, proposal, outcome)

    async def _clear_the_way(self) -> None:
        said = await self.agent.recover()
        if not said.ok:
            raise InputError(f"an earlier repair is in the way: {said.text}")
        for line in said.output.splitlines():
            self.say(f"an earlier repair that was cut off: {line}")

    async def _further(self, proposal: Proposal, outcome: Outcome) -> Proposal | None:
        """The repair with the causes that only showed under it; ``None``: there are none."""
        if outcome.state != "rolled-back" or outcome.after is None:
            return None
        more = await self.propose(outcome.after, proposal)
        return more if len(more.mended) > len(proposal.mended) else None

    def _ground(
        self, look: Look, judgement: Judgement, change: ServerAction, done: dict[str, str]
    ) -> Ground:
        host = Host(self._shell, self.world.dns)
        cited, facts = Facts(judgement.because), look.report.facts
        return Ground(self.case, change, cited, facts, host, self.task.clients, done)

    async def enter(self) -> None:
        """Be root there, by login or ``sudo``. Raises ``NoHand``."""
        await self.agent.enter()
        self._shell = self.agent.rooted()

    async def mend(self, proposal: Proposal, before: Look) -> Outcome:
        """Apply the repair and prove it, or take it back."""
        assert proposal.plan is not None
        order = Order(
            id=self._id(),
            plan=proposal.plan,
            who=await who_am_i(self._shell),
            causes=tuple(dict.fromkeys(each.cause.id for each in proposal.mended)),
            within_s=self.task.within_s,
            signs_in=self.task.secret is not None,
            unproven=self.task.unproven,
        )
        work = Mending(self.agent, self._fresh, before, self.again, self.say)
        return replace(await work.run(order), id=order.id)

    @asynccontextmanager
    async def _fresh(self) -> AsyncIterator[Agent]:
        async with logged_in(self.task.target) as shell:
            yield self.agent.over(shell)

    def _id(self) -> str:
        return f"{self.world.clock.now():%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def _with_host(task: Task) -> Case:
    """The case with the server's name where it names none: that is what shall be proven."""
    case = task.case
    if case.outgoing.host:
        return case
    return replace(case, outgoing=replace(case.outgoing, host=host_of(task.target)))


def _chosen(look: Look, cause: str) -> list[Judgement]:
    """What to mend: what was found, or what the person names where it is at least possible."""
    judgements = look.judgements
    if cause:
        return [
            each
            for each in judgements
            if each.cause.id == cause
            and (each.status in {"proven", "likely"} or isinstance(each.verdict, Possible))
        ]
    return [each for each in judgements if each.status == "proven"]
