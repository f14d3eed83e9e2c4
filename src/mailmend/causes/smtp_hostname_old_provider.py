"""The device still sends through the server of the provider the mailbox has left.

What the person sees: after a move, a refused user name or password, relaying that is not allowed,
or a certificate for another name.

Proof: the mailbox was moved, the configured host refuses login or message, and another host, which
is the mailbox's now, accepts both.

Ruled out by: a message that the configured host accepts; a configured host that is published for
the mailbox today.

Fix: set the new provider's host, user name and password, for receiving and for sending.
"""

from mailmend.case import Case
from mailmend.causes._hosts import FIELD, is_sure, published_alternative, wrong_host
from mailmend.causes._settings import evidence, otherwise, settle
from mailmend.causes._told import onset, other_onset
from mailmend.change import SetField
from mailmend.facts import Facts, Repair
from mailmend.text import phrase
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase("Was the mailbox moved to another provider, and is this host the old one's?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge as the wrong server is judged, where the mailbox is known to have been moved."""
    elsewhen = other_onset(facts, "after-migration")
    if elsewhen is not None:
        return RuledOut((elsewhen,))
    tried = wrong_host(facts)
    if tried is not None:
        better = published_alternative(tried, facts)
        if not tried.repaired and better is None:
            return Unknown((Repair,))
        if not onset(facts, "after-migration"):
            return Possible(evidence(facts, tried), QUESTION, "owner")
        to = tried.new or (better.host if better else None)
        change = (SetField(FIELD, tried.old, to),) if to else ()
        return settle(
            facts, tried, sure=is_sure(tried), would_settle=QUESTION, changes=change, shown=better
        )
    return otherwise(
        facts,
        "smtp-hostname-old-provider",
        FIELD,
        blameless=lambda host: host == "",
        question=QUESTION,
        partial=False,
    )
