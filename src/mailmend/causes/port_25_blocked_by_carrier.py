"""The person's carrier or internet provider blocks port 25, on which the device tries to send.

What the person sees: the connection to the server on port 25 timed out; mail still arrives.

Proof: port 25 of two unrelated servers is silent from here, while port 587 or 465 of the mail
server is open.

Ruled out by: port 25 of any server open from here; a device that uses another port.

Fix: port 587 with STARTTLS or port 465 with SSL, always with a login. Carriers block port 25 for
all customers on purpose; asking them does not help.
"""

from mailmend.case import Case
from mailmend.causes._ports import (
    RELAY,
    SILENT,
    SUBMISSION,
    account_ports,
    answered_elsewhere,
    unrelated,
)
from mailmend.causes._told import reported
from mailmend.change import NetworkAction
from mailmend.facts import Facts, TcpResult
from mailmend.text import phrase
from mailmend.verdict import Possible, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = "Does port 25 of the server open from another network, such as an office line?"
WHICH_PORT = phrase("Which port is set for the outgoing server on the device?")


@cause(group="server", where="network")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by port 25 of several servers, where the device uses port 25."""
    told = reported(facts, "outgoing.port")
    if told is not None and case.outgoing.port not in (None, RELAY):
        return RuledOut((told,))
    ports = account_ports(case, facts)
    if ports is None or not ports.at(RELAY):
        return Unknown((TcpResult,), SETTLE)
    passing = (*ports.open(RELAY), *answered_elsewhere(facts, ports.host, RELAY))
    if passing:
        return RuledOut(passing)
    if not ports.all(SILENT, RELAY):
        return Unknown((TcpResult,), SETTLE)
    control = facts.of(
        TcpResult,
        lambda one: one.port == RELAY and one.outcome in SILENT and unrelated(one.host, ports.host),
    )
    reached = ports.open(*SUBMISSION)
    change = (NetworkAction("avoid-port", ports.host, RELAY),)
    because = (*ports.at(RELAY), *control, *reached)
    if case.outgoing.port is None:
        return Possible(because, WHICH_PORT, "owner", change)
    if control and reached:
        return Proven(because, change)
    return Possible(because, SETTLE, "engineer", change)
