"""What a stranger meets at the server: relaying, a login in the clear, mail for the mailbox."""

from __future__ import annotations

import asyncio

from mailmend.case import Case
from mailmend.devices import Mode, client_for
from mailmend.facts import Fact
from mailmend.probes.budget import Budget
from mailmend.probes.connect import Target
from mailmend.probes.dialogue import DialoguePlan, converse
from mailmend.probes.names import addresses
from mailmend.probes.plans import FALLBACK_RECIPIENT, remote_recipient
from mailmend.world import World

PORTS: tuple[tuple[int, Mode], ...] = ((25, "starttls"), (587, "starttls"), (465, "tls"))
LONGEST_S = 12.0


async def seen_from_outside(
    world: World, case: Case, host: str, *, relay: bool
) -> tuple[Fact, ...]:
    """One dialogue without a login on each port, and never a message.

    ``relay``: port 25 is asked to relay too, once; servers count such refusals and ban for them.
    """
    found = await addresses(world, host)
    if not found:
        return ()
    talks = [
        _talk(world, _plan(case, Target(host, found[0]), *port, relay=relay)) for port in PORTS
    ]
    return tuple(fact for facts in await asyncio.gather(*talks) for fact in facts)


def _plan(case: Case, target: Target, port: int, mode: Mode, *, relay: bool) -> DialoguePlan:
    return DialoguePlan(
        host=target.host,
        address=target.address,
        port=port,
        mode=mode,
        ehlo_name=client_for(case).ehlo_name,
        sender=case.address,
        remote_recipient=foreign_recipient(case) if relay and port == 25 else None,
        own_recipient=case.address if port == 25 else None,
        anonymous_envelope=port == 25,
        purpose="stranger",
    )


async def _talk(world: World, plan: DialoguePlan) -> tuple[Fact, ...]:
    try:
        async with asyncio.timeout(LONGEST_S):
            return await converse(plan, world, None, Budget())
    except TimeoutError:
        return ()


def foreign_recipient(case: Case) -> str:
    """Somebody of another domain: the case's own recipient, where it is one."""
    named = remote_recipient(case)
    return named if named.rpartition("@")[2].lower() != case.domain else FALLBACK_RECIPIENT
