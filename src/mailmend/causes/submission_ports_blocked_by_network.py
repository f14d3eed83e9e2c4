"""The network the device is in blocks the ports for sending mail, whatever the server.

What the person sees: the connection timed out or was refused in this network only; on mobile data
the same phone sends.

Proof: ports 587 and 465 of at least two unrelated servers that take mail there are silent or refuse
from here, while other ports of them are open. Likely where all mail ports of the server and of an
unrelated mail exchanger are silent, port 25 included, and reading mail works.

Ruled out by: port 587 or 465 of any server open from here.

Fix: mobile data or another Wi-Fi, a VPN, webmail; whoever runs the network opens 587 and 465. Some
providers offer 2525 or 443 besides.
"""

from mailmend.case import Case
from mailmend.causes._ports import (
    READING,
    RELAY,
    SILENT,
    SUBMISSION,
    Ports,
    account_ports,
    answered_elsewhere,
    ports_of,
    silent_elsewhere,
    unrelated,
)
from mailmend.causes._smtp import named_hosts
from mailmend.change import NetworkAction
from mailmend.facts import Facts, TcpResult
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = phrase(
    "Does the same device send in another network, such as mobile data instead of Wi-Fi?"
)


@cause(group="server", where="network")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by the submission ports of all servers that are named for sending."""
    ports = account_ports(case, facts)
    if ports is None or not ports.at(*SUBMISSION):
        return Unknown((TcpResult,), SETTLE, "owner")
    passing = (
        *ports.open(*SUBMISSION),
        *answered_elsewhere(facts, ports.host, *SUBMISSION),
    )
    if passing:
        return RuledOut(passing)
    if ports.open(RELAY):
        return RuledOut(ports.open(RELAY))
    if not ports.open(*READING):
        return Unknown((TcpResult,), SETTLE, "owner")
    change = (NetworkAction("use-other-network", ports.host, 587),)
    because = (*ports.at(*SUBMISSION), *ports.open(*READING))
    others = _also_blocked(case, facts, ports.host)
    if others:
        more = tuple(one for other in others for one in other.at(*SUBMISSION))
        return Proven((*because, *more), change)
    silent = silent_elsewhere(facts, ports.host, RELAY, *SUBMISSION)
    if {one.port for one in silent} == {RELAY, *SUBMISSION} and ports.all(SILENT, *SUBMISSION):
        return Likely((*because, *silent), change, "", SETTLE)
    return Possible(because, SETTLE, "owner", change)


def _also_blocked(case: Case, facts: Facts, host: str) -> tuple[Ports, ...]:
    """Unrelated servers named for sending of which only the submission ports are closed."""
    hosts = {entry.host for entry in case.other_outgoing if entry.host} | named_hosts(case, facts)
    found = (ports_of(facts, other) for other in sorted(hosts) if unrelated(other, host))
    return tuple(
        other
        for other in found
        if {one.port for one in other.at(*SUBMISSION)} == set(SUBMISSION)
        and not other.open(*SUBMISSION)
        and other.open(RELAY, *READING)
    )
