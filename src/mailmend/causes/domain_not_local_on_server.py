"""The server that should receive for the mailbox's domain does not take the domain for its own.

What the person sees: relaying denied for people of the own domain too; mail from outside to the
domain bounces with "relay access denied".

Proof: the domain's MX record names this server, and on port 25 it refuses the domain's own address
as relay. Only possible where the certificate there is another server's: the name may lead astray.

Ruled out by: the own address accepted on port 25 by the server that the MX record names; MX records
that name other servers.

Fix: list the domain once. Postfix: in exactly one of mydestination, virtual_mailbox_domains,
virtual_alias_domains, relay_domains. Exim: local_domains or relay_to_domains; cPanel: Email
Routing, Local Mail Exchanger. OpenSMTPD: match from any for domain "example.org" action "local".
Exchange: accepted domain.
"""

from mailmend.case import Case
from mailmend.causes._certificates import shows_other_names
from mailmend.causes._logged import firmer
from mailmend.causes._names import exchangers, receives_for
from mailmend.causes._on_server_domains import domain_missing
from mailmend.causes._refusal import says, why
from mailmend.causes._smtp import Refused, domain_of, refused
from mailmend.change import ServerAction
from mailmend.facts import Fact, Facts, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Possible, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = "What the domain's mail exchanger answers on port 25 to RCPT with the own address."
RIGHT_SERVER = "Does the name in the MX record lead to the right server?"
ONLY_FOR_CUSTOMERS = r"rejected: access denied|auth|log(?:ged)? ?in"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(_from_here(case, facts), domain_missing(case, facts))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by what the domain's mail exchangers answer to the own address on port 25."""
    answer = exchangers(facts, case.domain)
    if answer is None:
        return Unknown((SmtpDialogue,), SETTLE)
    asked = [
        one
        for one in facts.of(SmtpDialogue, lambda fact: fact.port == 25)
        if receives_for(facts, one, case.domain)
    ]
    accepted: list[Fact] = []
    for one in asked:
        step = one.find("rcpt-own", login=None)
        if step is None or domain_of(step.detail) != domain_of(case.address):
            continue
        if step.accepted:
            accepted.append(one)
        hit = refused(one, step)
        if hit is not None and _refuses_own(hit):
            change = ServerAction("make-domain-local", one.host, 25, case.domain)
            said = phrase(
                "{host} receives for {domain}, but refuses its mail as relaying.",
                host=one.host,
                domain=case.domain,
            )
            if shows_other_names(one):
                return Possible((one, answer), RIGHT_SERVER, "admin", (change,), said)
            return Proven((one, answer), (change,), said)
    return RuledOut((*accepted, answer)) if accepted else Unknown((SmtpDialogue,), SETTLE)


def _refuses_own(hit: Refused) -> bool:
    return why(hit.reading) == "relay" and not says(hit.reply.text, ONLY_FOR_CUSTOMERS)
