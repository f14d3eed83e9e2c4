"""The sending server holds a domain for its own that has moved away, and misses its mailboxes.

What the person sees: "the user is unknown" for people of one domain, often colleagues; all others
can be written to.

Proof: the domain's MX records name other servers, and the sending server refuses an address there
from its own tables ("User unknown in virtual mailbox table", "No Such User Here"). Exim's
"Unrouteable address" for a domain of others leaves it likely: its routers may be at fault.

Ruled out by: an MX record that names this server; the recipient accepted after a login; a refusal
that quotes the recipient's own server.

Fix: take the domain out of the server's own. Postfix: mydestination, virtual_mailbox_domains,
virtual_alias_domains, then postfix reload. Exim: local_domains; cPanel: Email Routing, Remote Mail
Exchanger. Microsoft 365: accepted domain as InternalRelay, or remove it.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login, otherwise
from mailmend.causes._envelope import unknown_recipients
from mailmend.causes._local import decided_here, finds_no_way, quotes_another
from mailmend.causes._logged import firmer
from mailmend.causes._names import exchangers, receives_for
from mailmend.causes._on_server_domains import domain_left_over
from mailmend.causes._smtp import Refused, account_dialogues, domain_of
from mailmend.change import ServerAction
from mailmend.facts import DnsAnswer, Fact, Facts
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

ROUTE = phrase("Is the recipient's domain among the server's own (Exim: exim -bt ADDRESS)?")
SETTLE = phrase(
    "Does the recipient's mailbox exist at the servers that the domain's MX records name?"
)


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(_from_here(case, facts), domain_left_over(case, facts))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by recipients refused as unknown on a server that does not receive for their domain."""
    hits = [hit for one in account_dialogues(case, facts) for hit in unknown_recipients(one)]
    received_here: list[Fact] = []
    for hit in hits:
        domain = domain_of(hit.step.detail)
        here = receives_for(facts, hit.dialogue, domain)
        answer = exchangers(facts, domain)
        if here is False and answer is not None:
            return _elsewhere(case, hit, answer, domain)
        if here and answer is not None:
            received_here += [hit.dialogue, answer]
    if received_here:
        return RuledOut(tuple(received_here))
    if hits:
        return Unknown((DnsAnswer,), SETTLE)
    view = after_login(case, facts)
    return otherwise(facts, view, "The mailbox password and the address that cannot be written to.")


def _elsewhere(case: Case, hit: Refused, answer: DnsAnswer, domain: str) -> Verdict:
    place = hit.dialogue
    change = ServerAction("stop-treating-domain-as-local", place.host, None, domain)
    own = hit.step.detail.lower() == case.address.lower()
    if quotes_another(hit.reply.text):
        return RuledOut((place, answer))
    theirs = domain_of(hit.step.detail) != domain_of(case.address)
    if finds_no_way(hit.reply.text) and theirs:
        return Likely((place, answer), (change,), "", ROUTE, "admin")
    if decided_here(hit.reply.text) or own:
        said = phrase(
            "{host} still takes {domain} for its own, but {domain} receives elsewhere.",
            host=place.host,
            domain=domain,
        )
        return Proven((place, answer), (change,), said)
    return Possible((place, answer), SETTLE, "owner", (change,))
