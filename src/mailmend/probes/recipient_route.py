"""Does port 25 lead anywhere from here? One connection to the recipient's mail exchanger.

It is the control for "this network blocks port 25", and, over both address families, for "IPv6 does
not work here". Only the greeting is read; no sender and no
recipient is ever named to a server of strangers.
"""

from __future__ import annotations

import asyncio

from mailmend.facts import NotObserved, TcpResult
from mailmend.probes.budget import Budget
from mailmend.probes.connect import Target
from mailmend.probes.names import Tell, addresses, mx_hosts
from mailmend.probes.tcp_ports import knock
from mailmend.wire.domain_names import host_name, registrable
from mailmend.world import World


async def observe_recipient_route(world: World, recipient: str, budget: Budget, tell: Tell) -> None:
    """The result of the connection, under the purpose ``recipient-route``."""
    domain = host_name(recipient.rpartition("@")[2])
    if domain is None or registrable(domain) is None:
        return
    answer = await world.dns.ask(domain, "MX")
    hosts = mx_hosts([answer]) or ((domain,) if answer.status == "nodata" else ())
    found = await addresses(world, hosts[0]) if hosts else ()
    if not found:
        why = "no mail exchanger of the recipient was found"
        tell(NotObserved(what=TcpResult.kind, target=domain, why=why))
        return
    async with asyncio.TaskGroup() as group:
        for address in _one_of_each_family(found):
            target = Target(hosts[0], address, "recipient-route")
            group.create_task(_knock(world, target, budget, tell))


def _one_of_each_family(found: tuple[str, ...]) -> tuple[str, ...]:
    four = [address for address in found if ":" not in address]
    six = [address for address in found if ":" in address]
    return (*four[:1], *six[:1])


async def _knock(world: World, target: Target, budget: Budget, tell: Tell) -> None:
    tell(await knock(world, target, 25, budget))
