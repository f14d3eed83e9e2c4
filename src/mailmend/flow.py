"""The whole story: observe, derive, judge, look again where something would settle it, conclude."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mailmend.case import Case
from mailmend.devices import Client, client_for
from mailmend.facts import Fact, Reported
from mailmend.probes.budget import Budget, LoginBudget, RelayBudget, Turns
from mailmend.probes.names import suffix_rules
from mailmend.probes.observe import observe
from mailmend.secret import Secret
from mailmend.told import reported_facts
from mailmend.world import World

if TYPE_CHECKING:
    from mailmend.conclude import Derived
    from mailmend.report import Report

DEFAULT_BUDGET_S = 60.0
MAX_ROUNDS = 2
"""Further rounds of experiments after the first look."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One step under way: a word for what is being looked at, and where."""

    step: str
    host: str = ""
    port: int | None = None


Tell = Callable[[Progress], None]
Aside = Callable[[Callable[[], "Report"]], Awaitable["Report"]]
"""Has a calculation made where it holds up nobody else."""


def silent(_: Progress) -> None:
    """Progress that nobody follows."""


async def _here(work: Callable[[], Report]) -> Report:
    return work()


async def diagnose(
    case: Case,
    world: World,
    secret: Secret | None,
    *,
    budget_s: float = DEFAULT_BUDGET_S,
    progress: Tell = silent,
    known: Sequence[Fact] = (),
    seen: list[Fact] | None = None,
    turns: Turns | None = None,
    relays: int | None = None,
    refusals: int | None = None,
    aside: Aside = _here,
) -> Report:
    """Why the case's device cannot send, and the smallest change after which it can.

    ``known`` are facts that came with the case, such as a profile's. ``seen`` is filled while the
    work goes on, for a caller that shows how far it is; ``turns`` are shared with other runs by a
    caller that has several; ``relays`` is how often a server is asked to relay without a login,
    ``refusals`` how many logins may be refused in all; ``aside`` is for a caller with other things
    to do while the causes are judged. Ends within ``budget_s`` seconds; what was
    seen until then is judged, and the report says that it is unfinished.
    """
    run = _Run(case, client_for(case), world, secret)
    run.seen = run.seen if seen is None else seen
    if turns is not None:
        run.budget = Budget(LoginBudget(limit=3, for_mailbox=1), turns=turns)
    if relays is not None:
        run.budget = replace(run.budget, relays=RelayBudget(relays))
    if refusals is not None:
        run.budget = replace(run.budget, logins=LoginBudget(total=refusals, for_mailbox=1))
    run.seen.extend((*_said_first(reported_facts(case), known), *known))
    unfinished = False
    try:
        async with asyncio.timeout(budget_s):
            await run.look(progress)
    except TimeoutError:
        unfinished = True
    from mailmend.conclude import conclude
    from mailmend.discover import causes

    return await aside(
        lambda: conclude(
            case, run.derived(), causes(), elapsed_s=world.clock.elapsed(), unfinished=unfinished
        )
    )


def _said_first(told: Sequence[Reported], known: Sequence[Fact]) -> list[Reported]:
    """What the case says, without what a file is the source of."""
    sources = {(one.field, one.value) for one in known if isinstance(one, Reported)}
    return [fact for fact in told if (fact.field, fact.value) not in sources]


class _Run:
    """One diagnosis under way; ``seen`` keeps what was observed even if it is cut short."""

    def __init__(self, case: Case, client: Client, world: World, secret: Secret | None) -> None:
        self.case, self.client, self.world, self.secret = case, client, world, secret
        self.seen: list[Fact] = []
        self.budget = Budget()

    def derived(self) -> Derived:
        """What follows from all that was seen so far."""
        from mailmend.conclude import derive

        return derive(self.case, self.client, self.seen)

    async def look(self, progress: Tell) -> None:
        """Observe, and look again while that settles more."""

        def tell(step: str, host: str, port: int | None) -> None:
            progress(Progress(step, host, port))

        published = _published(self.case, self.world)
        ground = (self.case, self.client, self.world, self.secret, self.budget)
        try:
            await observe(*ground, published=published, progress=tell, seen=self.seen)
            self.budget.logins.keep_none()
            from mailmend.probes.observe_more import observe_more

            for _ in range(MAX_ROUNDS):
                facts = self.derived().facts
                if not await observe_more(*ground, facts=facts, progress=tell, seen=self.seen):
                    break
        finally:
            for task in published:
                task.cancel()


def _published(case: Case, world: World) -> tuple[asyncio.Task[tuple[Fact, ...]], ...]:
    """What the domain publishes and what the bundled provider data says of it, each a task."""

    from mailmend.probes.autoconfig import observe_autoconfig
    from mailmend.probes.autodiscover import observe_autodiscover
    from mailmend.probes.provider_database import provider_settings

    rules = asyncio.create_task(suffix_rules(case))

    async def exchangers() -> tuple[str, ...]:
        return (await world.dns.ask(case.domain, "MX")).mx

    async def known() -> tuple[Fact, ...]:
        at = world.clock.now().isoformat()
        return provider_settings(case.address, await exchangers(), at)

    async def after_rules(look: Callable[[], Awaitable[tuple[Fact, ...]]]) -> tuple[Fact, ...]:
        await asyncio.shield(rules)
        return await look()

    return (
        asyncio.create_task(after_rules(known)),
        asyncio.create_task(
            after_rules(lambda: observe_autoconfig(world, case.address, exchangers))
        ),
        asyncio.create_task(after_rules(lambda: observe_autodiscover(world, case.address))),
    )
