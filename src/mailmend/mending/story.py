"""A repair from beginning to end: applied, checked, proven and confirmed, or taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Literal

from mailmend.mending.agent import Agent, Said
from mailmend.mending.plan import Plan
from mailmend.mending.proof import Look, Point, points, verdict
from mailmend.mending.unpack import Who
from mailmend.world import ShellLost

State = Literal["fixed", "refused", "rolled-back", "stuck", "cut-off"]
LOOKS = 2
PAUSE_S = 1.5

Again = Callable[[], Awaitable[Look]]
Fresh = Callable[[], AbstractAsyncContextManager[Agent]]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What to apply, under which name, and what it takes to stay.

    ``within_s`` is how long the server waits for the confirmation before it goes back by itself.
    ``signs_in``: a password is there; ``unproven``: it may stay where nothing failed, though not
    all could be seen.
    """

    id: str
    plan: Plan
    who: Who
    causes: tuple[str, ...]
    within_s: int = 120
    signs_in: bool = False
    unproven: bool = False


@dataclass(slots=True)
class Outcome:
    """How it ended: ``refused``: nothing was touched; ``stuck``: a person must look at it.

    ``cut-off``: the server is out of reach and goes back by itself. ``checked`` is what the
    server's programs said, ``foreign`` what somebody else has changed, ``after`` the last look at
    the repair in place.
    """

    state: State
    id: str = ""
    why: str = ""
    proof: tuple[Point, ...] = ()
    reloaded: str = ""
    checked: str = ""
    foreign: str = ""
    after: Look | None = None


def _lacks(point: Point) -> bool:
    return point.needed and point.result == "open"


class _Stop(Exception):
    """A phase did not do what it is for."""

    def __init__(self, why: str, checked: str = "") -> None:
        super().__init__(why)
        self.why, self.checked = why, checked


class _Untouched(_Stop):
    """Nothing was touched on the server, and nothing is left of the repair there."""


def _must(said: Said) -> Said:
    """The phase, where it did what it is for. Raises ``_Stop``."""
    if said.word in {"refused", "busy"}:
        raise _Untouched(said.text)
    if not said.ok:
        raise _Stop(said.text, said.output.strip()[-2000:])
    return said


class Mending:
    """One repair under way; ``fresh`` opens a connection of its own, ``again`` looks again."""

    def __init__(self, agent: Agent, fresh: Fresh, before: Look, again: Again, say: Say) -> None:
        self._agent, self._fresh, self._again, self._say = agent, fresh, again, say
        self._before = before
        self._outcome = Outcome("refused")

    async def run(self, order: Order) -> Outcome:
        """Apply and prove the repair. It never ends half-way: what is not confirmed goes back."""
        outcome = self._outcome
        try:
            await self._forward(order)
            outcome.state = "fixed"
        except _Untouched as refused:
            outcome.why = refused.why
        except _Stop as stop:
            outcome.why, outcome.checked = stop.why, stop.checked
            await self._back(order)
        except ShellLost as lost:
            outcome.why = str(lost)
            await self._back(order)
        except BaseException:
            await asyncio.shield(self._back(order))
            raise
        return outcome

    async def _forward(self, order: Order) -> None:
        self._say("preparing: backups, and the new files beside the old ones")
        _must(await self._agent.lay_down(order.id, order.plan, order.who))
        _must(await self._agent.prepare(order.id, order.within_s))
        self._say("applying")
        _must(await self._agent.phase("apply", order.id))
        checked = _must(await self._agent.phase("check", order.id))
        self._say("the server's own checker is content; reloading")
        reloaded = _must(await self._agent.phase("reload", order.id))
        self._outcome.reloaded = reloaded.text
        await self._proven(order)
        if checked.output.strip():
            self._outcome.checked = checked.output.strip()[-2000:]
        self._say("proven; confirming over a new connection")
        async with self._fresh() as agent:
            said = await agent.phase("confirm", order.id)
        if not said.ok:
            raise _Stop(f"it could not be confirmed: {said.text}")

    async def _proven(self, order: Order) -> None:
        """Look until it is proven, twice at most. Raises ``_Stop``."""
        for left in reversed(range(LOOKS)):
            self._say("proving: a real submission, and a stranger who must be refused")
            after = self._outcome.after = await self._again()
            found = points(
                self._before,
                after,
                order.causes,
                signs_in=order.signs_in,
                receives=not order.plan.ends_receiving,
            )
            self._outcome.proof = found
            result = verdict(found)
            if result == "proven" or (result == "open" and order.unproven):
                return
            if result == "open" or not left:
                break
            await asyncio.sleep(PAUSE_S)
        wrong = [one for one in found if one.result == "failed" or _lacks(one)]
        words = "; ".join(f"{one.what}: {one.result} ({one.detail})" for one in wrong)
        raise _Stop(f"not proven. {words}")

    async def _back(self, order: Order) -> None:
        """Take it back, over a new connection where the old one is gone."""
        self._say("taking it back")
        said = await self._rolled_back(order)
        outcome = self._outcome
        match said.word:
            case "ok":
                outcome.state = "rolled-back"
            case "late":
                outcome.state = "rolled-back" if "rolled-back" in said.text else "refused"
            case "foreign":
                outcome.state, outcome.foreign = "stuck", said.text
            case "busy":
                outcome.state = "cut-off"
            case _:
                outcome.state = "cut-off" if said.text == "no connection" else "stuck"
                outcome.why += f"; {said.text}"

    async def _rolled_back(self, order: Order) -> Said:
        try:
            return await self._agent.phase("rollback", order.id)
        except ShellLost:
            pass
        try:
            async with self._fresh() as agent:
                return await agent.phase("rollback", order.id)
        except ShellLost:
            return Said("failed", "no connection")
