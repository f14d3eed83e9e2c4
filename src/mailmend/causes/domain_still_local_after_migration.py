"""The sending server holds a domain for its own that has moved away, and misses its mailboxes.

What the person sees: "the user is unknown" for people of one domain, often colleagues; all others
can be written to.

Proof: the domain's MX records name other servers, and the sending server refuses an address there
from its own tables ("User unknown in virtual mailbox table", "No Such User Here").

Ruled out by: an MX record that names this server; the recipient accepted after a login.

Fix: take the domain out of the server's own. Postfix: mydestination, virtual_mailbox_domains,
virtual_alias_domains, then postfix reload. Exim: local_domains; cPanel: Email Routing, Remote Mail
Exchanger. Microsoft 365: accepted domain as InternalRelay, or remove it.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login, otherwise
from mailmend.causes._envelope import unknown_recipients
from mailmend.causes._local import decided_here
from mailmend.causes._names import exchangers, receives_for
from mailmend.causes._smtp import Refused, account_dialogues, domain_of, login_of, refused
from mailmend.change import ServerAction
from mailmend.facts import DnsAnswer, Facts, SmtpDialogue, SmtpStep
from mailmend.verdict import Possible, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = "Does the recipient's mailbox exist at the servers that the domain's MX records name?"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by recipients refused as unknown on a server that does not receive for their domain."""
    view = after_login(case, facts)
    hits = [hit for one in account_dialogues(case, facts) for hit in _unknown(one)]
    for hit in hits:
        domain = domain_of(hit.step.detail)
        here = receives_for(facts, hit.dialogue, domain)
        answer = exchangers(facts, domain)
        if here is None or answer is None:
            continue
        if here:
            return RuledOut((hit.dialogue, answer))
        return _elsewhere(case, hit, answer, domain)
    if hits:
        return Unknown((DnsAnswer,), SETTLE)
    return otherwise(facts, view, "The mailbox password and the address that cannot be written to.")


def _elsewhere(case: Case, hit: Refused, answer: DnsAnswer, domain: str) -> Verdict:
    place = hit.dialogue
    change = ServerAction("stop-treating-domain-as-local", place.host, None, domain)
    own = hit.step.detail.lower() == case.address.lower()
    if decided_here(hit.reply.text) or own:
        said = f"{place.host} still takes {domain} for its own, but {domain} receives elsewhere."
        return Proven((place, answer), (change,), said)
    return Possible((place, answer), SETTLE, "owner", (change,))


def _unknown(dialogue: SmtpDialogue) -> tuple[Refused, ...]:
    logged_in = login_of(dialogue) is not None
    steps: tuple[SmtpStep, ...] = unknown_recipients(dialogue)
    found = (refused(dialogue, step) for step in steps if (step.login is not None) == logged_in)
    return tuple(one for one in found if one is not None)
