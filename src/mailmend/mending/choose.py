"""Which repair serves a change on this server: the first unit that has something to say."""

from __future__ import annotations

from functools import cache

from mailmend.discover import units
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Advice, Plan, ServerFix

NO_UNIT = "a program cannot do this safely"


@cache
def server_fixes() -> tuple[ServerFix, ...]:
    """All repairs, by id."""
    return units("mailmend.server_fixes", ServerFix)


async def planned(ground: Ground) -> Plan | Advice:
    """The repair for that change, or why there is none. Raises ``ShellLost``."""
    for unit in server_fixes():
        if ground.change.action not in unit.verbs:
            continue
        if unit.software and unit.software != ground.software:
            continue
        found = await unit.write(ground)
        if found is not None:
            return found
    return Advice(NO_UNIT)
