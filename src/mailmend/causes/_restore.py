"""What a device brought back by a restore leaves behind: shared by the causes of that family."""

from __future__ import annotations

from mailmend.causes._settings import once, way
from mailmend.causes._told import alerts, error, onset, other_onset
from mailmend.facts import Fact, Facts, Reported
from mailmend.verdict import RuledOut

ONSET = "after-restore"


def restored(facts: Facts) -> tuple[Reported, ...]:
    """The reported onset where it is a restore."""
    return onset(facts, ONSET)


def not_restored(facts: Facts) -> RuledOut | None:
    """Ruled out by another reported onset."""
    other = other_onset(facts, ONSET)
    return None if other is None else RuledOut((other,))


def lost_credentials(facts: Facts) -> tuple[Fact, ...]:
    """What shows that the outgoing login did not come back: blank fields, or the alert for it."""
    blank = facts.of(
        Reported,
        lambda fact: (
            (fact.field == "outgoing.username" and fact.value == "")
            or (fact.field == "outgoing.password_set" and fact.value is False)
        ),
    )
    told = error(facts) if "D-NOPW" in alerts(facts) else ()
    return once((*blank, *told, *((way(facts),) if blank else ())))
