"""Mail is sent from an address that this login is not allowed to send as.

What the person sees: the sender address was rejected; where the server answers late, it is the
recipient that seems to be rejected.

Proof: after the same login, MAIL FROM with the address in use is refused (or its recipient is, for
the sender's sake) and MAIL FROM with the login's own address is accepted.

Ruled out by: both addresses accepted; the login's own address in use.

Fix: correct the account's e-mail address, or choose the right one under From; or let the provider
register the alias for this login.
"""

from mailmend.case import Case
from mailmend.causes._after_login import logged_refusal
from mailmend.causes._logged import firmer, judged
from mailmend.causes._senders import is_malformed
from mailmend.causes._settings import otherwise, settle, trial, way
from mailmend.change import SetField
from mailmend.facts import Facts, Repair, Reported
from mailmend.verdict import RuledOut, Unknown, Verdict, cause

FIELD = "address"
SENDER = "sender"


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """Another address than the mailbox's is refused as a sender of the login that was accepted."""
    found = tuple(
        one
        for one in logged_refusal(facts, "sender-owner")
        if one.sender and one.sender.casefold() != case.address.casefold()
    )
    return judged(found, (SetField(FIELD, found[0].sender, case.address),) if found else ())


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair alone: the sender it changes, and the refusal without the change."""
    found = way(facts)
    change = found.change(FIELD) if isinstance(found, Repair) else None
    tried = trial(facts, FIELD) if change is not None else None
    if tried is not None and tried.stopped(tried.obstacle.stage, "rejected"):
        if is_malformed(case, facts, tried.obstacle):
            return RuledOut(tried.obstacle.because)
        return settle(facts, tried)
    if facts.first(Reported, lambda fact: fact.field == SENDER) is None and found is None:
        return Unknown((Repair,))
    return otherwise(facts, "from-address-differs-from-login", FIELD, partial=False)
