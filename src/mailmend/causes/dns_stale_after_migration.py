"""The name of the mail server still leads to its old address in the network the device asks.

What the person sees: timeouts, a refused login, relaying not allowed or a wrong certificate, all
from the old server, since the mail moved.

Proof: the resolver's address for the outgoing host and the one that the domain's own name servers
give have nothing in common, and sending does not work at the old one while the new one answers, or
the server at the old one shows a good certificate for other names. Likely where the new one was not
tried.

Ruled out by: the resolver and the domain's own name servers agree; sending works at the address
that the resolver gives.

Fix: wait until the old record's time to live is over, or use another network meanwhile; airplane
mode on and off empties the phone's memory. Before a move lower the TTL, change A, AAAA, CNAME and
SRV together, look at the NS records in the parent zone.
"""

from mailmend.case import Case
from mailmend.causes._certificates import shows_other_names
from mailmend.causes._names import address_answers, disagreement, is_authority, is_internal
from mailmend.causes._smtp import at_host, passed, works_as_set
from mailmend.change import DnsRecord
from mailmend.facts import DnsAnswer, Fact, Facts, SmtpDialogue, TcpResult
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = "Does sending work with the new address as the host name?"


@cause(group="server", where="dns")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by the two answers for the outgoing host and by what is at each address."""
    host = case.outgoing.host
    works = works_as_set(facts)
    if not host:
        return Unknown((DnsAnswer,), phrase("The outgoing host name set on the device."), "owner")
    if works is not None:
        return RuledOut((works,))
    found = disagreement(facts, host)
    if found is None:
        answers = address_answers(facts, host)
        agreed = any(is_authority(one) and one.records for one in answers)
        return RuledOut(answers) if agreed else Unknown((DnsAnswer,), SETTLE)
    here, own = found
    if not own.records or any(map(is_internal, (*here.records, *own.records))):
        return Possible(found, SETTLE)
    old = tuple(one for one in at_host(facts, host) if one.address in here.records)
    if any(passed(one, after_login=True) for one in old):
        return RuledOut(old)
    change = (DnsRecord(here.name, here.rtype, here.records, own.records),)
    reached = _alive_at(facts, own.records)
    if reached or any(map(shows_other_names, old)):
        return Proven((*found, *old, *reached), change)
    return Likely((*found, *old), change, "", SETTLE, "engineer")


def _alive_at(facts: Facts, addresses: tuple[str, ...]) -> tuple[Fact, ...]:
    """What shows that something listens at one of these addresses."""
    dialled = facts.of(TcpResult, lambda one: one.address in addresses and one.outcome == "open")
    greeted = facts.of(SmtpDialogue, lambda one: one.address in addresses and one.speaks_smtp)
    return (*greeted, *dialled)
