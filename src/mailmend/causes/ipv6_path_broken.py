"""The mail server's IPv6 address does not work, though its IPv4 address does.

What the person sees: the server cannot be contacted, or a long wait before it sends; on networks
that prefer IPv6, most of all on mobile data.

Proof: the same port of the same name opens over IPv4, and over IPv6 it refuses, or is silent while
IPv6 itself works from here. Likely where IPv6 could not be tested otherwise and the reported error
tells of a failed connection.

Ruled out by: no IPv6 address; the same port open over both.

Fix: remove the AAAA record until IPv6 works. Or make it work: Postfix inet_protocols = all; Exim
local_interfaces = <; 0.0.0.0 ; ::0; the same ports in the IPv6 firewall; a right address in the
record.
"""

from mailmend.case import Case
from mailmend.causes._names import address_answers
from mailmend.causes._ports import RELAY, SUBMISSION, Ports, account_ports
from mailmend.causes._smtp import works_as_set
from mailmend.causes._told import error, meanings
from mailmend.change import Change, DnsRecord, NetworkAction
from mailmend.facts import DnsAnswer, Facts, TcpResult
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = "Does any other server answer over IPv6 from here?"


@cause(group="server", where="dns")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by the same ports over both families, and by whether IPv6 works here at all."""
    ports = account_ports(case, facts)
    if ports is None or not ports.family("ipv6").results:
        return _never_tried(case, facts)
    broken = _split(ports, case)
    if not broken:
        return RuledOut(ports.family("ipv6").results)
    change = _changes(facts, ports.host, broken)
    living = facts.of(TcpResult, lambda one: one.family == "ipv6" and one.outcome == "open")
    because = (*broken, *living)
    trouble = "connection" in meanings(facts)
    if works_as_set(facts) is not None and not trouble:
        return Possible(because, SETTLE, "engineer", change)
    if living or any(one.outcome in {"refused", "reset"} for one in broken):
        return Proven(because, change)
    if trouble and any(one.outcome == "timeout" for one in broken):
        return Likely((*because, *error(facts)), change, "", SETTLE, "engineer")
    return Possible(because, SETTLE, "engineer", change)


def _never_tried(case: Case, facts: Facts) -> Verdict:
    answers = address_answers(facts, case.outgoing.host or "")
    none = tuple(one for one in answers if one.rtype == "AAAA" and not one.records)
    return RuledOut(none) if none else Unknown((DnsAnswer, TcpResult), SETTLE)


def _split(ports: Ports, case: Case) -> tuple[TcpResult, ...]:
    """The results of ports for sending that open over IPv4 and fail over IPv6, both of them."""
    four, six = ports.family("ipv4"), ports.family("ipv6")
    wanted = (case.outgoing.port,) if case.outgoing.port else (*SUBMISSION, RELAY)
    found: list[TcpResult] = []
    for port in wanted:
        if four.open(port) and six.at(port) and not six.open(port):
            found += [*six.at(port), *four.open(port)]
    return tuple(found)


def _changes(facts: Facts, host: str, broken: tuple[TcpResult, ...]) -> tuple[Change, ...]:
    answers = [one for one in address_answers(facts, host) if one.rtype == "AAAA" and one.records]
    port = broken[0].port
    if not answers:
        return (NetworkAction("repair-ipv6", host, port),)
    record = DnsRecord(host, "AAAA", answers[0].records)
    return NetworkAction("repair-ipv6", host, port), record
