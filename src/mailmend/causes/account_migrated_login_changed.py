"""The mailbox was moved to another system, and its sign-in is no longer what the device has.

What the person sees: after a move, a refused sign-in or relaying that is not allowed, at the old
server.

Proof: the mailbox was moved, the device's host and user name are refused, and another host accepts
another user name with the current password.

Ruled out by: another story than a move; settings that work with the same host or user name.

Fix: take host, user name and password from the new provider; remove the account and add it again
where its kind has changed.
"""

from mailmend.case import Case
from mailmend.causes._login import credentials_refused
from mailmend.causes._settings import change_of, evidence, first_replay, once, trial
from mailmend.causes._told import onset, other_onset
from mailmend.change import AccountAction
from mailmend.facts import Facts, Repair, Reported
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    "Was the mailbox moved to another system, and which user name did the new one give?"
)


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from a move that was told and a repair that changes both host and user name."""
    otherwise = other_onset(facts, "after-migration")
    if otherwise is not None:
        return RuledOut((otherwise,))
    moved = onset(facts, "after-migration")
    if not moved:
        return Unknown((Reported,))
    fix = (AccountAction("use-new-login", case.address),)
    repair = facts.first(Repair)
    if repair is not None:
        host, user = trial(facts, "outgoing.host"), trial(facts, "outgoing.username")
        if host is not None and user is not None and user.old:
            replay = first_replay(facts)
            met = replay.because if replay is not None else ()
            because = once((*moved, *met, *evidence(facts, host), *evidence(facts, user)))
            return Likely(because, fix, would_settle=QUESTION)
        known = change_of(repair, "outgoing.host") is None
        return RuledOut((*moved, repair)) if known else Unknown((Reported,))
    refused = once(each.fact for each in credentials_refused(facts))
    if refused:
        return Possible((*moved, *refused), QUESTION, "owner", fix)
    return Unknown((Repair,), QUESTION, "owner")
