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
from mailmend.causes._restore import (
    in_backup,
    lost_credentials,
    not_restored,
    remembered,
    restored,
    restored_from,
)
from mailmend.causes._settings import once
from mailmend.causes._told import alerts, value
from mailmend.change import AccountAction
from mailmend.facts import Facts, Reported
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

QUESTION = phrase("Was the device restored from a computer backup, and was that backup encrypted?")


@cause(group="restore", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the restore that was told and the outgoing fields that came back empty."""
    told, lost = restored(facts), lost_credentials(facts)
    fix = (AccountAction("enter-current-password", case.address),)
    if not told:
        if lost and (record := remembered(facts)):
            return Possible((*record, *lost), QUESTION, "owner", fix)
        return not_restored(facts) or Unknown((Reported,))
    if lost and _encrypted(facts) is True:
        return Possible((*told, *lost), QUESTION, "owner", fix)
    if lost and _encrypted(facts) is False and _password_gone(facts):
        backup = (in_backup(facts, "backup.encrypted"), restored_from(facts))
        return Proven(once((*told, *backup, *lost)), fix)
    if lost:
        return Likely((*told, *lost), fix, would_settle=QUESTION)
    filled = bool(value(facts, "outgoing.username")) and value(facts, "outgoing.password_set")
    if filled:
        shown = facts.of(Reported, lambda fact: fact.field == "outgoing.password_set")
        return RuledOut(shown)
    return Possible(told, QUESTION, "owner", fix)


def _encrypted(facts: Facts) -> bool | None:
    """Whether the backup that was restored is encrypted; ``None`` where it was not given."""
    fact = in_backup(facts, "backup.encrypted")
    return None if fact is None or restored_from(facts) is None else bool(fact.value)


def _password_gone(facts: Facts) -> bool:
    return value(facts, "outgoing.password_set") is False or "D-NOPW" in alerts(facts)
