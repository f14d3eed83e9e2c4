"""Which repair serves a change on this server: the first unit that has something to say."""

from __future__ import annotations

from functools import cache

from mailmend.discover import units
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Advice, Edit, Plan, ServerFix

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
        if isinstance(found, Advice) or (found is not None and (found.edits or found.commands)):
            return found
    return Advice(NO_UNIT)


def joined(one: Plan, other: Plan) -> Plan:
    """Two repairs as one; ``other`` was planned on the files as ``one`` leaves them."""
    first = {edit.path: edit for edit in one.edits}
    second = {edit.path: edit for edit in other.edits}
    both = {**first, **second}
    edits = tuple(
        Edit(path, first[path].old if path in first else edit.old, edit.new)
        for path, edit in both.items()
    )
    return Plan(
        title="; ".join(dict.fromkeys((*one.title.split("; "), other.title))),
        edits=edits,
        commands=tuple(dict.fromkeys((*one.commands, *other.commands))),
        check=_both(one.check, other.check),
        reload=_both(one.reload, other.reload),
        daemon=_both(one.daemon, other.daemon),
        same_as=(*one.same_as, *other.same_as),
        risks=tuple(dict.fromkeys((*one.risks, *other.risks))),
        ends_receiving=one.ends_receiving or other.ends_receiving,
    )


def _both(one: str, other: str) -> str:
    if one in (other, "true"):
        return other
    return one if other == "true" else f"{{ {one}; }} && {{ {other}; }}"
