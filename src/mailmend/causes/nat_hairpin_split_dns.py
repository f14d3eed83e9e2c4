"""Inside the home or office network the mail server's name leads astray; outside it is right.

What the person sees: sending fails at home and works outside, or the other way round; timeouts, or
a certificate for another name.

Proof: none from one place: the name must work outside and fail inside. Possible where this
network's resolver gives a private address and the domain's own name servers a public one.

Ruled out by: sending fails outside as well; the resolver gives the public address and it answers.

Fix: let the internal name system give the server's address in the local network, and only where a
certificate with the public name stands behind it; or switch NAT loopback on in the router.
"""

from mailmend.case import Case
from mailmend.causes._names import disagreement, is_internal
from mailmend.causes._ports import SUBMISSION, ports_of
from mailmend.change import NetworkAction
from mailmend.facts import DnsAnswer, Facts
from mailmend.text import phrase
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

SETTLE = phrase("Does the same device send on mobile data, away from the server's own network?")


@cause(group="server", where="network")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by a private address here beside a public one from the domain's own servers."""
    host = case.outgoing.host
    if not host:
        return Unknown((DnsAnswer,), SETTLE, "owner")
    found = disagreement(facts, host)
    if found is not None:
        here, own = found
        inside = [is_internal(record) for record in here.records]
        outside = [is_internal(record) for record in own.records]
        if inside and outside and all(inside) and not any(outside):
            return Possible(found, SETTLE, "owner", (NetworkAction("repair-hairpin", host),))
    answering = ports_of(facts, host).open(*SUBMISSION)
    public = tuple(one for one in answering if not is_internal(one.address))
    return RuledOut(public) if public else Unknown((DnsAnswer,), SETTLE, "owner")
