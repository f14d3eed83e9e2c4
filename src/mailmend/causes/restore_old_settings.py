"""The restore brought back settings from before the provider changed them.

What the person sees: right after a restore the server, port or sign-in is refused.

Proof: the backup is older than the change (Info.plist, Last Backup Date), and the values differ
from those that work today: sending worked until the restore, and the host that the backup holds is
gone.

Ruled out by: no restore; settings that work as they are.

Fix: type today's values into the outgoing server's fields.
"""

from mailmend.case import Case
from mailmend.causes._restore import in_backup, not_restored, restored, restored_from
from mailmend.causes._settings import Way, change_of, once, way
from mailmend.facts import Facts, Repair, Reported, SettingChange
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    "Is the backup older than the provider's last change of server, port or password?"
)
FIELDS = (
    "outgoing.host",
    "outgoing.port",
    "outgoing.security",
    "outgoing.authentication",
    "outgoing.username",
)
GONE = frozenset({"nxdomain", "nodata"})
"""What the DNS says of a host that is gone; one that only is silent may be back tomorrow."""


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
    if not stale:
        return RuledOut((found,))
    made, held = restored_from(facts), _held(facts, stale)
    if made is None or not held:
        return Possible(once((*told, found)), QUESTION, "owner")
    because = once((*told, made, *held, found))
    if any(_gone(found, fact.field) for fact in held):
        return Proven(because)
    return Likely(because, would_settle=QUESTION)


def _held(facts: Facts, stale: list[SettingChange]) -> tuple[Reported, ...]:
    """The stale values that stand in the backup itself."""
    found = ((change, in_backup(facts, change.field)) for change in stale)
    return tuple(fact for change, fact in found if fact and fact.value == change.from_)


def _gone(found: Way, field: str) -> bool:
    """Whether it is a host that is not there any more."""
    pair = change_of(found, field)
    if field != "outgoing.host" or pair is None:
        return False
    return pair[1].stage == "dns" and pair[1].why in GONE
