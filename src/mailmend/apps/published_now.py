"""What the domain publishes just now, fetched without any login, for a report made earlier."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

from mailmend.apps.options import Request
from mailmend.apps.published_copies import unlike
from mailmend.case import Case, Outgoing
from mailmend.facts import Fact, PublishedSettings
from mailmend.world import World

FETCH_S = 8.0
"""How long the published copies are waited for, all at once."""


def published_now(case: Case, works: Outgoing, request: Request) -> tuple[str, ...]:
    """One sentence for each copy that differs from what worked, or why none was compared.

    Raises ``InputError`` for an unusable resolver or CA file.
    """
    if request.no_network:
        return ("what is published was not compared (--no-network)",)
    from mailmend.io.world import operator_policy, real_world

    policy = operator_policy((), request.resolver)
    world = real_world(policy, request.resolver, [Path(name) for name in request.ca_files])
    found = asyncio.run(fetched(case.address, world, min(FETCH_S, request.timeout)))
    if not found:
        return ("no published settings were found that could be compared",)
    return unlike(works, found)


async def fetched(address: str, world: World, seconds: float) -> list[PublishedSettings]:
    """The copies in autoconfiguration, autodiscover and SRV records, as far as they come in time.

    Only places of the address's own domain are asked.
    """
    from mailmend.probes.autoconfig import observe_autoconfig
    from mailmend.probes.autodiscover import observe_autodiscover

    found: list[Fact] = []
    looks = (
        observe_autoconfig(world, address),
        observe_autodiscover(world, address),
        _records(address, world),
    )
    tasks = [asyncio.ensure_future(look) for look in looks]
    _, late = await asyncio.wait(tasks, timeout=seconds)
    for task in tasks:
        if task in late:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        else:
            found += task.result()
    return [fact for fact in found if isinstance(fact, PublishedSettings)]


async def _records(address: str, world: World) -> tuple[Fact, ...]:
    from mailmend.probes.srv_settings import settings_from_srv, srv_names

    answers = await asyncio.gather(*(world.dns.ask(name, "SRV") for name in srv_names(address)))
    return settings_from_srv(address, answers)
