"""A firewall in front of the mail server lets nobody through to the ports for sending.

What the person sees: the connection to the server on port 587 or 465 timed out, in every network,
while mail still arrives.

Proof: none from one network: the server must listen and be silent from two. Likely where ports 587
and 465 time out while ports 25 and 993 (or another for reading) of the same address are open:
hardly a network blocks 587 and lets 25 pass, and hardly a ban does. More so where 587 of another
server answers from here. Likely, too, where the device's port alone is silent over IPv4 and open
over IPv6, and the reported error tells of a failed connection.

Ruled out by: port 587 or 465 open from any outside network.

Fix: admit both ports. ufw allow 465,587/tcp; firewall-cmd --permanent --add-service=smtps
--add-service=smtp-submission and --reload; CSF: 465,587 in TCP_IN and TCP6_IN, csf -r; in a cloud
the inbound rule of the security group.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer
from mailmend.causes._on_server_network import firewall_shuts
from mailmend.causes._ports import (
    READING,
    RELAY,
    SILENT,
    SUBMISSION,
    Ports,
    account_ports,
    answered_elsewhere,
)
from mailmend.causes._smtp import other_host_works
from mailmend.causes._told import error, meanings
from mailmend.change import ServerAction
from mailmend.facts import Facts, TcpResult
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

SETTLE = "Do ports 587 and 465 open from another network, such as mobile data?"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(_from_here(case, facts), firewall_shuts(case, facts))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by silence on the submission ports beside the ports that answer."""
    other = other_host_works(facts)
    ports = account_ports(case, facts)
    if other is not None:
        return RuledOut((other,))
    if ports is None or not ports.at(*SUBMISSION):
        return Unknown((TcpResult,), SETTLE)
    change = (ServerAction("open-port", ports.host),)
    if split := _shut_over_ipv4(case, ports):
        if "connection" in meanings(facts):
            return Likely((*split, *error(facts)), change, "", SETTLE, "engineer")
        return Possible(split, SETTLE, "engineer", change)
    answering = ports.open(*SUBMISSION)
    if answering:
        return RuledOut(answering)
    if not ports.all(SILENT, *SUBMISSION):
        return Unknown((TcpResult,), SETTLE)
    silent, alive = ports.at(*SUBMISSION), ports.open(RELAY, *READING)
    control = answered_elsewhere(facts, ports.host, *SUBMISSION)
    because = (*silent, *alive, *control)
    if not alive:
        return Possible(because, SETTLE, "engineer", change)
    if ports.open(RELAY) and ports.open(*READING):
        return Likely(because, change, "", SETTLE, "engineer")
    return Possible(because, SETTLE, "engineer", change)


def _shut_over_ipv4(case: Case, ports: Ports) -> tuple[TcpResult, ...]:
    """The device's port alone silent over IPv4, and open over IPv6.

    A ban shuts every port for sending.
    """
    four, six = ports.family("ipv4"), ports.family("ipv6")
    port = case.outgoing.port
    if port is None or not four.all(SILENT, port):
        return ()
    living = four.open(RELAY, *SUBMISSION)
    return (*four.at(port), *six.open(port), *living) if six.open(port) and living else ()
