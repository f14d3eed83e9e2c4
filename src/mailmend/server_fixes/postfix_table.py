"""Postfix: a table whose source is there is compiled."""

from __future__ import annotations

import re

from mailmend.facts import LookupTable
from mailmend.mending.ground import Ground, quoted
from mailmend.mending.plan import Advice, Command, Plan, Planned, server_fix
from mailmend.server_fixes._postfix import CHECK, DAEMON, RELOAD

KINDS = re.compile(r"(hash|btree):(/[\w./@+-]+)\Z")
RISK = "whatever stands in the source is in force then"


@server_fix("repair-lookup-table", software="postfix")
async def write(ground: Ground) -> Planned:
    """Only one that was never compiled: an older one may be meant to stay."""
    bad = ground.cited.first(LookupTable, lambda one: bool(one.problem))
    named = KINDS.match(bad.table) if bad else None
    if bad is None or named is None:
        return None
    if bad.problem != "not-compiled":
        return Advice(f"{bad.table} is {bad.problem.replace('-', ' ')}, which must be looked into")
    database = f"{named[2]}.db"
    command = Command(
        shown=f"postmap {bad.table}",
        do=quoted("postmap", bad.table),
        undo=quoted("rm", "-f", "--", database),
        state=f"{quoted('test', '-e', database)} && echo new || echo old",
    )
    return Plan(
        f"{bad.table} is compiled",
        commands=(command,),
        check=CHECK,
        reload=RELOAD,
        daemon=DAEMON,
        risks=(RISK,),
    )
