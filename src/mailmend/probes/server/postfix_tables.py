"""The tables that Postfix looks things up in: there, readable, and compiled since they changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailmend.configs.postfix import Place, Postfix, Service
from mailmend.facts import LookupTable
from mailmend.facts.server_state import TableProblem
from mailmend.probes.server.host import FileState, Host

SOFTWARE = "postfix"
MAX_TABLES = 40
SUFFIXES = {
    "hash": ".db", "btree": ".db", "lmdb": ".lmdb", "cdb": ".cdb", "dbm": ".pag", "sdbm": ".pag",
}  # fmt: skip
_TABLE = re.compile(
    r"(?:proxy:)?((hash|btree|lmdb|cdb|dbm|sdbm|texthash|regexp|pcre|cidr):(/[^\s,{}]{1,400}))"
)
_SPARE = re.compile(
    r"alias_maps|alias_database|local_recipient_maps|relay_recipient_maps|virtual_mailbox_maps"
    r"|.*_cache_.*|postscreen_.*|.*verify_map|lmtp_.*|smtp_(?!sasl_password_maps).*"
)
"""Settings whose tables nobody needs in order to hand in mail for elsewhere."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A table as the configuration names it."""

    table: str
    kind: str
    path: str
    setting: str
    place: Place
    port: int | None


async def postfix_tables(host: Host, postfix: Postfix) -> list[LookupTable]:
    """Every table in a file that main.cf or a listener's overrides name, each once."""
    named = {(one.table, one.setting, one.port): one for one in _named(postfix)}
    tables = list(named.values())[:MAX_TABLES]
    paths = dict.fromkeys(
        path for one in tables for path in (one.path, one.path + SUFFIXES.get(one.kind, ""))
    )
    if not paths:
        return []
    states = await host.stats(*paths)
    found: dict[tuple[str, str], LookupTable] = {}
    for one in tables:
        problem = _problem(one, states)
        if problem is not None:
            found.setdefault((one.table, one.setting), _fact(postfix, one, problem))
    return list(found.values())


def _named(postfix: Postfix) -> Iterator[_Named]:
    """Those of main.cf as far as the file sets them, and those of the listeners' ``-o``."""
    for setting in postfix.main_lines:
        yield from _in(postfix, setting, None)
    for service in postfix.listeners():
        for setting in service.overrides:
            yield from _in(postfix, setting, service)


def _in(postfix: Postfix, setting: str, service: Service | None) -> Iterator[_Named]:
    place = postfix.place(setting, service)
    for table, kind, path in _TABLE.findall(postfix.value(setting, service)):
        yield _Named(table, kind, path, setting, place, service.port if service else None)


def _problem(named: _Named, states: dict[str, FileState]) -> TableProblem | None:
    """What keeps the table from being looked up as it was written; ``None``: not seen."""
    source = states[named.path]
    compiled = states[named.path + SUFFIXES.get(named.kind, "")]
    if compiled.exists is None or (source.exists is None and named.kind not in SUFFIXES):
        return None
    if not compiled.exists:
        return "not-compiled" if source.exists and named.kind in SUFFIXES else "missing"
    if not compiled.kind.startswith("regular"):
        return "unreadable"
    if named.kind in SUFFIXES and source.exists and source.changed > compiled.changed:
        return "older-than-source"
    return ""


def _fact(postfix: Postfix, named: _Named, problem: TableProblem) -> LookupTable:
    spare = _SPARE.fullmatch(named.setting)
    own = postfix.flag("smtp_sasl_auth_enable") or named.setting != "smtp_sasl_password_maps"
    return LookupTable(
        source="stat",
        software=SOFTWARE,
        setting=named.setting,
        file=named.place.file,
        line=named.place.line,
        table=named.table,
        path=named.path,
        problem=problem,
        needed=not spare and own,
        ports=(named.port,) if named.port else (),
    )
