"""The tables that Postfix looks things up in: there, readable, and compiled since they changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

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
_TAKING = frozenset(
    {
        *("virtual_alias_maps", "canonical_maps", "sender_canonical_maps", "header_checks"),
        *("recipient_canonical_maps", "sender_bcc_maps", "recipient_bcc_maps", "body_checks"),
        *("mime_header_checks", "nested_header_checks", "milter_header_checks"),
    }
)
"""Asked by cleanup(8), which then answers 451 4.3.0 at the end of the message."""
_SENDING = frozenset(
    {
        *("transport_maps", "mydestination", "relay_domains", "virtual_alias_domains"),
        *("virtual_mailbox_domains", "sender_dependent_relayhost_maps"),
        *("sender_dependent_default_transport_maps", "smtp_tls_policy_maps"),
    }
)
"""Asked by trivial-rewrite(8) or smtp(8) about every message that was taken."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A table as the configuration names it."""

    table: str
    kind: str
    path: str
    setting: str
    place: Place


async def postfix_tables(host: Host, postfix: Postfix) -> list[LookupTable]:
    """Every table in a file that main.cf or a listener's overrides name, each once."""
    named = {(one.table, one.setting, one.place): one for one in _named(postfix)}
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
        yield _Named(table, kind, path, setting, place)


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
    return LookupTable(
        source="stat",
        software=SOFTWARE,
        setting=named.setting,
        file=named.place.file,
        line=named.place.line,
        table=named.table,
        path=named.path,
        problem=problem,
        stops=what_stops(postfix, named.setting),
    )


def what_stops(postfix: Postfix, setting: str) -> Literal["", "taking", "sending"]:
    """What comes to a halt without it; tables that rules of smtpd(8) ask are told by the rules."""
    if setting in _TAKING:
        return "taking"
    login = setting == "smtp_sasl_password_maps" and postfix.flag("smtp_sasl_auth_enable")
    return "sending" if login or setting in _SENDING else ""
