"""Which typed hosts have to do with the domain of the address, so that no stranger is probed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from mailmend.apps.run import typed_hosts
from mailmend.case import Case
from mailmend.facts import DnsAnswer, Fact, PublishedSettings
from mailmend.probes.autoconfig import observe_autoconfig
from mailmend.probes.names import own_domain
from mailmend.probes.provider_database import provider_settings
from mailmend.probes.srv_settings import srv_names
from mailmend.wire.domain_names import host_name, registrable
from mailmend.world import World

BOUND_S = 8.0


async def strangers(case: Case, world: World) -> frozenset[str]:
    """The typed hosts that nothing in the domain's own records or settings leads to.

    A host counts as derived where it lies in the registrable domain of the address, of its mail
    exchangers, of its SRV targets, or of a server that the domain publishes or the bundled
    provider data names.
    """
    typed = frozenset(typed_hosts(case))
    domain = own_domain(case)
    if domain is None:
        return typed
    left = typed - _of_owners(typed, {registrable(domain)})
    if left:
        left -= _of_owners(left, await _owners(case, domain, world))
    return left


async def _owners(case: Case, domain: str, world: World) -> set[str | None]:
    try:
        async with asyncio.timeout(BOUND_S), asyncio.TaskGroup() as group:
            questions = [(domain, "MX"), *((name, "SRV") for name in srv_names(case.address))]
            asked = [group.create_task(_ask(world, *question)) for question in questions]
            published = group.create_task(observe_autoconfig(world, case.address))
    except TimeoutError:
        return set()
    answers = [task.result() for task in asked]
    exchangers = answers[0].mx
    known: Sequence[Fact] = (*published.result(), *provider_settings(case.address, exchangers))
    hosts = [*exchangers, *(row.target for answer in answers[1:] for row in answer.srv)]
    hosts += [
        server.host
        for fact in known
        if isinstance(fact, PublishedSettings)
        for server in fact.servers
    ]
    return {_owner(host) for host in hosts}


async def _ask(world: World, name: str, rtype: str) -> DnsAnswer:
    return await world.dns.ask(name, rtype)


def _of_owners(hosts: Iterable[str], owners: set[str | None]) -> frozenset[str]:
    return frozenset(host for host in hosts if _owner(host) in owners - {None})


def _owner(host: str) -> str | None:
    name = host_name(host)
    return registrable(name) if name else None
