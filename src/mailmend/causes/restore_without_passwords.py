"""The device was restored from a backup that holds the accounts but not their passwords.

What the person sees: after the restore the device asks for passwords; the question for the outgoing
one is easily missed, and then sending fails.

Proof: a restore from an unencrypted computer backup, whose Manifest.plist says IsEncrypted false,
and outgoing fields that are empty.

Ruled out by: no restore; outgoing user name and password that are filled in.

Fix: type user name and password into every account's outgoing server; next time make an encrypted
backup.
"""

from mailmend.case import Case
from mailmend.causes._restore import lost_credentials, not_restored, restored
from mailmend.causes._told import value
from mailmend.change import AccountAction
from mailmend.facts import Facts, Reported
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

QUESTION = "Was the device restored from a computer backup, and was that backup encrypted?"


@cause(group="restore", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the restore that was told and the outgoing fields that came back empty."""
    told = restored(facts)
    if not told:
        return not_restored(facts) or Unknown((Reported,))
    fix = (AccountAction("enter-current-password", case.address),)
    if lost := lost_credentials(facts):
        return Likely((*told, *lost), fix, would_settle=QUESTION)
    filled = bool(value(facts, "outgoing.username")) and value(facts, "outgoing.password_set")
    if filled:
        shown = facts.of(Reported, lambda fact: fact.field == "outgoing.password_set")
        return RuledOut(shown)
    return Possible(told, QUESTION, "owner", fix)
