"""The sender's own address on the device is not a complete address, or its domain does not exist.

What the person sees: the sender address was rejected; where the server answers late, it is the
recipient that seems to be rejected.

Proof: after the login the server refuses the sender for its form (504 5.5.2, 501 5.1.7) or for its
domain (450 4.1.8), and the name system does not know that domain or the login's own address passes.

Ruled out by: a sender that the server accepts after the login.

Fix: correct the e-mail address in the account's settings.
"""

from mailmend.case import Case
from mailmend.causes._names import exchangers
from mailmend.causes._senders import about_the_domain, is_malformed, sender_domain_missing
from mailmend.causes._settings import evidence, first_replay, once, settle, trial, way
from mailmend.causes._smtp import domain_of
from mailmend.facts import Facts, Obstacle, Progress, Repair, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Likely, Proven, RuledOut, Unknown, Verdict, cause

EXISTS = frozenset({"ok", "nodata"})
FIELD = "address"
QUESTION = phrase("What exactly stands in the Email field of the account on the device?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair, else from where every attempt stops after the login."""
    tried = trial(facts, FIELD)
    if tried is not None and tried.repaired and is_malformed(case, facts, tried.obstacle):
        return settle(facts, tried)
    stopped = _remaining(facts)
    if stopped is not None and is_malformed(case, facts, stopped):
        missing = sender_domain_missing(case, facts)
        because = once((*stopped.because, missing))
        if missing is not None or "." not in case.envelope_sender.rpartition("@")[2]:
            return Proven(because)
        domain = exchangers(facts, domain_of(case.envelope_sender))
        if domain is not None and domain.status in EXISTS and about_the_domain(stopped):
            return RuledOut(once((*because, domain)))
        return Likely(because, would_settle=QUESTION)
    if tried is not None:
        return RuledOut(evidence(facts, tried))
    passed = facts.first(SmtpDialogue, lambda one: _sender_passed(one, case))
    return RuledOut((passed,)) if passed else Unknown((SmtpDialogue,))


def _remaining(facts: Facts) -> Obstacle | None:
    found, replay = way(facts), first_replay(facts)
    if isinstance(found, Progress):
        return found.remaining
    if isinstance(found, Repair) or replay is None or replay.obstacle is None:
        return None
    return replay.obstacle if replay.obstacle.stage in ("mail", "rcpt-remote") else None


def _sender_passed(one: SmtpDialogue, case: Case) -> bool:
    """MAIL FROM with this sender, and a recipient after it, were accepted after a login."""
    mails = [step for step in one.every("mail") if step.login is not None and step.accepted]
    mine = any(step.detail.lower() == case.envelope_sender.lower() for step in mails)
    return mine and any(step.accepted and step.login for step in one.every("rcpt-remote"))
