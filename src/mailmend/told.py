"""What the case says, as facts."""

from __future__ import annotations

from mailmend.case import Case
from mailmend.facts import Reported


def reported_facts(case: Case) -> tuple[Reported, ...]:
    """What the case says, one fact a value; what it does not say gives none."""
    values: dict[str, object] = {
        name: getattr(case, name)
        for name in ("address", "error", "recipient", "sender", "onset", "can_receive")
    }
    for part in ("device", "incoming", "outgoing"):
        table = getattr(case, part)
        values |= {f"{part}.{name}": getattr(table, name) for name in table.__slots__}
    return tuple(
        Reported(source="case", field=field, value=value)
        for field, value in values.items()
        if isinstance(value, str | int | bool)
    )
