"""Does port 25 lead anywhere from here? One connection to the recipient's mail exchanger.

It is the control for "this network blocks port 25". Only the greeting is read; no sender and no
recipient is ever named to a server of strangers.
"""

from __future__ import annotations

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
    for host in hosts[:1]:
        found = await addresses(world, host)
        for address in found[:1]:
            target = Target(host, address, "recipient-route")
            tell(await knock(world, target, 25, budget))
            return
    why = "no mail exchanger of the recipient was found"
    tell(NotObserved(what=TcpResult.kind, target=domain, why=why))
