"""What a device brought back by a restore leaves behind: shared by the causes of that family."""

from __future__ import annotations

from mailmend.causes._settings import once, way
from mailmend.causes._told import alerts, error, onset, other_onset, reported
from mailmend.facts import Fact, Facts, Reported
from mailmend.verdict import RuledOut

ONSET = "after-restore"
BACKUP = "ios-backup"


def restored(facts: Facts) -> tuple[Reported, ...]:
    """The reported onset where it is a restore."""
    return onset(facts, ONSET)


def not_restored(facts: Facts) -> RuledOut | None:
    """Ruled out by another reported onset."""
    other = other_onset(facts, ONSET)
    return None if other is None else RuledOut((other,))


def in_backup(facts: Facts, field: str) -> Reported | None:
    """What a backup says of ``field``: of itself (``backup.encrypted``) or of a setting."""
    return facts.first(
        Reported, lambda fact: fact.field == field and fact.source.startswith(BACKUP)
    )


def remembered(facts: Facts) -> tuple[Reported, ...]:
    """The backup's own record of a restore of its device, where no onset is told."""
    fact, told = in_backup(facts, "backup.restored-at"), onset(facts, "unknown")
    known = facts.first(Reported, lambda one: one.field == "onset")
    return (fact,) if fact is not None and (known is None or told) else ()


def restored_from(facts: Facts) -> Reported | None:
    """When the backup was made, where it can be the one that was restored.

    A backup of a device that had been restored before may as well show what came after.
    """
    if in_backup(facts, "backup.restored-at") is not None:
        return None
    return in_backup(facts, "backup.made-at")


def lost_credentials(facts: Facts) -> tuple[Fact, ...]:
    """What shows that the outgoing login did not come back: blank fields, or the alert for it."""
    name, password = (reported(facts, f"outgoing.{one}") for one in ("username", "password_set"))
    blank: list[Reported] = []
    if name is not None and name.value == "" and not _blank_before(facts):
        blank.append(name)
    if password is not None and password.value is False:
        blank.append(password)
    told = error(facts) if "D-NOPW" in alerts(facts) else ()
    return once((*blank, *told, *((way(facts),) if blank else ())))


def _blank_before(facts: Facts) -> bool:
    """Whether the restored backup itself holds a blank user name: then nothing was lost."""
    name = in_backup(facts, "outgoing.username")
    return name is not None and name.value == "" and restored_from(facts) is not None
