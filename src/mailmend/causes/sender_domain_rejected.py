"""The server refuses the person's own sender address because of its domain or its own lists.

What the person sees: the sender address was rejected, or the recipient was (Postfix tells it late).

Proof: after an accepted login the sender is refused for its domain ("Domain not found"), as unknown
on the server, or by a list ("Access denied", badmailfrom), and it is the mailbox's own address.

Ruled out by: the sender accepted after a login; a sender address of another domain than the
mailbox's, or of a domain that does not exist, or the mailbox's own address accepted where the
device has another (then the address on the device is wrong).

Fix: publish MX and A records for the domain where they are missing. Postfix:
permit_sasl_authenticated before reject_unknown_sender_domain and check_sender_access, or an empty
smtpd_sender_restrictions on submission; look at smtpd_reject_unlisted_sender and the sender access
table. qmail: badmailfrom.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login, otherwise, shown
from mailmend.causes._envelope import sender_of, unknown_recipients
from mailmend.causes._logged import firmer
from mailmend.causes._names import address_answers, exchangers
from mailmend.causes._on_server_rules import refused_by_rule
from mailmend.causes._smtp import account_dialogues, domain_of, passed
from mailmend.change import Change, DnsRecord, ServerAction
from mailmend.facts import DnsAnswer, Facts, SmtpDialogue
from mailmend.verdict import Possible, RuledOut, Verdict, cause

SETTLE = (
    "The mailbox password, to see whether the server takes this sender from a logged-in person."
)
LISTED = "Is the sender address a mailbox of its own, and is it known on this server?"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(_from_here(case, facts), refused_by_rule(case, facts, "sender-domain"))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the refusal of the mailbox's own address as sender after an accepted login."""
    view = after_login(case, facts)
    hit = view.because_of("sender-domain")
    if hit is None:
        return otherwise(facts, view, SETTLE)
    sender, place = sender_of(hit, case), hit.dialogue
    if domain_of(sender) != domain_of(case.address):
        return RuledOut((place,))
    if any(one.step.detail.lower() == sender.lower() for one in unknown_recipients(place)):
        return Possible((place,), LISTED, "admin")
    own = _own_passes(case, sender, facts)
    if own or _no_such_domain(facts, domain_of(sender)):
        return RuledOut((place, *own))
    missing = _without_records(facts, domain_of(sender))
    change: Change = ServerAction("accept-sender", place.host, place.port, sender)
    if missing:
        change = DnsRecord(domain_of(sender), "MX")
    return shown(view, hit, (change,), "", *missing)


def _own_passes(case: Case, sender: str, facts: Facts) -> tuple[SmtpDialogue, ...]:
    """The dialogues in which the mailbox's own address passed, where the sender is another one."""
    if sender.lower() == case.address.lower():
        return ()

    def names_own(one: SmtpDialogue) -> bool:
        return any(step.detail.lower() == case.address.lower() for step in one.every("mail"))

    held = account_dialogues(case, facts)
    return tuple(one for one in held if names_own(one) and passed(one, after_login=True))


def _no_such_domain(facts: Facts, domain: str) -> bool:
    """Whether the domain does not exist: then the address itself is wrong."""
    answer = exchangers(facts, domain)
    return answer is not None and answer.status == "nxdomain"


def _without_records(facts: Facts, domain: str) -> tuple[DnsAnswer, ...]:
    """The answers that show that the domain can receive no mail; empty where it can."""
    answer = exchangers(facts, domain)
    others = address_answers(facts, domain)
    if answer is None or answer.status != "nodata" or not others:
        return ()
    return () if any(one.records for one in others) else (answer, *others)
