"""The restore brought back settings from before the provider changed them.

What the person sees: right after a restore the server, port or sign-in is refused.

Proof: the backup is older than the change (Info.plist, Last Backup Date), and the values differ
from those that work today.

Ruled out by: no restore; settings that work as they are.

Fix: type today's values into the outgoing server's fields.
"""

from mailmend.case import Case
from mailmend.causes._restore import not_restored, restored
from mailmend.causes._settings import once, way
from mailmend.facts import Facts, Repair, Reported
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

QUESTION = "Is the backup older than the provider's last change of server, port or password?"
FIELDS = (
    "outgoing.host",
    "outgoing.port",
    "outgoing.security",
    "outgoing.authentication",
    "outgoing.username",
)


@cause(group="restore", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the restore that was told and from filled-in values that have to change."""
    told = restored(facts)
    if not told:
        return not_restored(facts) or Unknown((Reported,))
    found = way(facts)
    if found is None:
        return Unknown((Repair,), QUESTION, "owner")
    stale = [one for one in found.changes if one.field in FIELDS and one.from_ not in (None, "")]
    if stale:
        return Possible(once((*told, found)), QUESTION, "owner")
    return RuledOut((found,))
