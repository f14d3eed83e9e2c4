"""The recipient's address is mistyped: no mail system takes mail for it.

What the person sees: the recipient was rejected because the user is unknown or the address is not
valid; other recipients are fine.

Proof: the server refuses this recipient as unknown or invalid after the login, or the device says
so, and the name system knows no such domain (or no host that takes its mail).

Ruled out by: a recipient that is accepted; a server that refuses every recipient. A mailbox that is
unknown at a domain that exists may be a typing mistake or may have been closed.

Fix: correct the address and delete the old one from the program's suggestions.
"""

from mailmend.case import Case
from mailmend.causes._settings import once, read_at
from mailmend.causes._told import error, meanings
from mailmend.change import CorrectRecipient
from mailmend.facts import DnsAnswer, Facts, SmtpDialogue, SmtpStep
from mailmend.text import phrase
from mailmend.verdict import Possible, Proven, RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    "Is the recipient's address spelled right, and does a message to someone else go out?"
)
UNKNOWN = frozenset({"recipient-unknown", "domain-unknown"})


@cause(group="settings", where="recipient")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from RCPT after a login, and from the recipient's domain in the name system."""
    if case.recipient is None:
        return Unknown((SmtpDialogue,))
    missing = _no_such_domain(case.recipient, facts)
    refusing = facts.first(SmtpDialogue, lambda one: any(_unknown(step) for step in _remote(one)))
    fix = (CorrectRecipient(case.recipient),)
    complained = bool(meanings(facts) & {*UNKNOWN, "recipient-refused"})
    if missing is not None and (refusing is not None or complained):
        return Proven(once((missing, refusing, *error(facts))), fix)
    if missing is not None or refusing is not None:
        return Possible(once((missing, refusing)), QUESTION, "owner", fix)
    accepting = facts.first(SmtpDialogue, lambda one: any(s.accepted for s in _remote(one)))
    if accepting is not None:
        return RuledOut((accepting,))
    if meanings(facts) & UNKNOWN:
        return Possible(error(facts), QUESTION, "owner", fix)
    return Unknown((SmtpDialogue,))


def _remote(one: SmtpDialogue) -> tuple[SmtpStep, ...]:
    """The answers to the remote recipient after a login."""
    return tuple(step for step in one.every("rcpt-remote") if step.login is not None)


def _unknown(step: SmtpStep) -> bool:
    if step.reply is None or step.accepted:
        return False
    return read_at(step.reply, step.stage).meaning in UNKNOWN


def _no_such_domain(recipient: str, facts: Facts) -> DnsAnswer | None:
    """NXDOMAIN, a null MX (RFC 7505), or no MX together with no address (RFC 5321 section 5.1)."""
    domain = recipient.rpartition("@")[2].lower().rstrip(".")
    answers = {
        one.rtype: one
        for one in facts.of(DnsAnswer, lambda one: one.name.lower().rstrip(".") == domain)
    }
    mx = answers.get("MX")
    if mx is None:
        return None
    if mx.status == "nxdomain" or (mx.records and set(mx.mx) == {"."}):
        return mx
    hosts = [answers[rtype] for rtype in ("A", "AAAA") if rtype in answers]
    empty = len(hosts) == 2 and all(one.status == "nodata" for one in hosts)
    return mx if mx.status == "nodata" and empty else None
