"""Tables that Postfix keeps in a database or directory of the server: is it there?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailmend.configs.database_tables import HOST_LINES, KINDS, endpoints
from mailmend.configs.postfix import Place, Postfix
from mailmend.facts import LookupTable
from mailmend.facts.server_state import TableProblem
from mailmend.probes.server.host import Host
from mailmend.probes.server.postfix_tables import what_stops

SOFTWARE = "postfix"
MAX_TABLES = 40
_TABLE = re.compile(rf"(?:proxy:)?(({'|'.join(KINDS)}):(/[^\s,{{}}]{{1,400}}))")


async def postfix_databases(host: Host, postfix: Postfix) -> list[LookupTable]:
    """Every such table, each once; one on another machine is not judged."""
    found: dict[tuple[str, str], LookupTable] = {}
    for setting, table, kind, path, place in list(_named(postfix))[:MAX_TABLES]:
        problem = await _problem(host, kind, path)
        if problem is not None and (table, setting) not in found:
            found[table, setting] = LookupTable(
                source=f"grep {path}; ss -l",
                software=SOFTWARE,
                setting=setting,
                file=place.file,
                line=place.line,
                table=table,
                path=path,
                problem=problem,
                stops=what_stops(postfix, setting),
            )
    return list(found.values())


def _named(postfix: Postfix) -> Iterator[tuple[str, str, str, str, Place]]:
    for setting in postfix.main_lines:
        for table, kind, path in _TABLE.findall(postfix.value(setting)):
            yield setting, table, kind, path, postfix.place(setting)
    for service in postfix.listeners():
        for setting in service.overrides:
            for table, kind, path in _TABLE.findall(postfix.value(setting, service)):
                yield setting, table, kind, path, postfix.place(setting, service)


async def _problem(host: Host, kind: str, path: str) -> TableProblem | None:
    """Whether its file is there and one of its hosts answers; ``None`` where that is not seen."""
    state = await host.stat(path)
    if state.exists is not True:
        return "missing" if state.exists is False else None
    lines = await host.fitting(HOST_LINES, "cat", "--", path)
    unsure = False
    for places in endpoints(kind, lines.stdout):
        answers = [await host.answers(place) for place in places]
        if True in answers:
            return ""
        unsure = unsure or None in answers
    return None if unsure else "unreachable"
