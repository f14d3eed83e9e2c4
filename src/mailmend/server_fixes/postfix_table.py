"""Postfix: a table whose source is there is compiled."""

from __future__ import annotations

import re

from mailmend.facts import LookupTable, RestrictionTrace
from mailmend.mending.ground import Ground, quoted
from mailmend.mending.plan import Advice, Command, Plan, Planned, server_fix
from mailmend.server_fixes._postfix import CHECK, DAEMON, RELOAD

KINDS = re.compile(r"(hash|btree):(/[\w./@+-]+)\Z")
RISK = "whatever stands in the source is in force then"


@server_fix("repair-lookup-table", "repair-filter-service", software="postfix")
async def write(ground: Ground) -> Planned:
    """Only one that was never compiled: an older one may be meant to stay."""
    table, problem = await _broken(ground)
    named = KINDS.match(table)
    if named is None:
        return None
    if problem != "not-compiled":
        return Advice(f"{table} is {problem.replace('-', ' ')}, which must be looked into")
    database = f"{named[2]}.db"
    command = Command(
        shown=f"postmap {table}",
        do=quoted("postmap", table),
        undo=quoted("rm", "-f", "--", database),
        state=f"{quoted('test', '-e', database)} && echo new || echo old",
    )
    return Plan(
        f"{table} is compiled",
        commands=(command,),
        check=CHECK,
        reload=RELOAD,
        daemon=DAEMON,
        risks=(RISK,),
    )


async def _broken(ground: Ground) -> tuple[str, str]:
    """The table that cannot be asked, and why; empty where it is another matter.

    A rule that stops at its table names it last.
    """
    bad = ground.cited.first(LookupTable, lambda one: bool(one.problem))
    if bad is not None:
        return bad.table, bad.problem
    rule = ground.cited.first(RestrictionTrace)
    table = rule.rule.rpartition(" ")[2] if rule else ""
    named = KINDS.match(table)
    if named is None:
        return "", ""
    source, database = named[2], f"{named[2]}.db"
    there = (await ground.host.stat(source)).exists
    made = (await ground.host.stat(database)).exists
    return (table, "not-compiled") if there and made is False else ("", "")
