"""On the same system an administrator changed the sign-in: a new name, realm or second factor.

What the person sees: a sign-in that worked until a certain day is refused.

Proof: the old user name is refused and another one is accepted with the current password, on the
same host; the administrator's record of changes says since when.

Ruled out by: settings that work with the user name the device has.

Fix: type the new user name and password for receiving and for sending.
"""

from mailmend.case import Case
from mailmend.causes._login import mailbox_refusals, smtp_accepted, unnamed
from mailmend.causes._settings import change_of, evidence, once, trial
from mailmend.causes._told import onset
from mailmend.change import AccountAction
from mailmend.facts import Facts, Repair
from mailmend.text import phrase
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    "Did sending work with this very user name before, and was the account changed since?"
)
BEFORE = ("sudden", "after-update", "after-password-change")


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from a user name that the repair changes, where sending once worked."""
    fix = (AccountAction("use-new-login", case.address),)
    repair, user = facts.first(Repair), trial(facts, "outgoing.username")
    worked = onset(facts, *BEFORE)
    if repair is not None and user is not None and user.old:
        if worked and change_of(repair, "outgoing.host") is None:
            return Possible(once((*worked, *evidence(facts, user))), QUESTION, "owner", fix)
        return Unknown((Repair,))
    accepted = smtp_accepted(facts)
    if accepted is not None:
        return RuledOut((accepted,))
    refused = once((*unnamed(facts), *(each.fact for each in mailbox_refusals(facts))))
    if refused and worked:
        return Possible((*worked, *refused), QUESTION, "admin", fix)
    return Unknown((Repair,))
