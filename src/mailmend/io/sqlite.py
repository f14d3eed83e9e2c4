"""Reads tables out of an SQLite database that a stranger may have made.

The bytes are read in memory: no path, no journal, no extension. Only plain tables are read, column
by column; views, virtual tables, triggers, functions and recursion are refused, and the work is
stopped after two seconds.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

MAX_SECONDS = 2.0
MAX_ROWS = 20_000
MAX_CELL = 1024 * 1024
MAX_SCHEMA = 1000
STEPS = 10_000

_TABLE = re.compile(r"CREATE TABLE\s", re.IGNORECASE)
_COMPUTED = re.compile(r"\b(?:AS|GENERATED)\b", re.IGNORECASE)

Cell = str | int | float | bytes | None
Row = dict[str, Cell]


class DatabaseRefused(Exception):
    """The database is damaged or manipulated; the message says how in a few words."""


class Tables:
    """The plain tables of one open database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._plain = {
            name.lower(): name
            for kind, name, sql in self._rows(
                "SELECT type, name, sql FROM sqlite_master", MAX_SCHEMA
            )
            if kind == "table" and isinstance(name, str) and _is_plain(sql)
        }

    def __contains__(self, table: str) -> bool:
        return table.lower() in self._plain

    def rows(
        self, table: str, columns: Sequence[str], where: str = "", value: str = ""
    ) -> list[Row]:
        """The rows with those of the columns that exist; ``where`` is a column that is ``value``.

        Raises ``DatabaseRefused``, also where the table is missing.
        """
        name = self._plain.get(table.lower())
        if name is None:
            raise DatabaseRefused(f"its table {table} is missing or is not a plain table")
        there = [column for column in columns if column in self._columns(name)]
        if not there or (where and where not in self._columns(name)):
            raise DatabaseRefused(f"its table {table} has other columns")
        query = f"SELECT {', '.join(map(_quoted, there))} FROM {_quoted(name)}"  # noqa: S608
        if where:
            query += f" WHERE {_quoted(where)} = ?"
        found = self._rows(query, MAX_ROWS, (value,) if where else ())
        return [dict(zip(there, row, strict=True)) for row in found]

    def _columns(self, name: str) -> frozenset[str]:
        cursor = self._execute(f"SELECT * FROM {_quoted(name)} LIMIT 0")  # noqa: S608
        return frozenset(each[0] for each in cursor.description)

    def _rows(self, query: str, limit: int, values: Sequence[str] = ()) -> list[tuple[Cell, ...]]:
        cursor = self._execute(query, values)
        try:
            found = cursor.fetchmany(limit + 1)
        except (sqlite3.Error, OverflowError, UnicodeError) as problem:
            raise DatabaseRefused(_why(problem)) from None
        if len(found) > limit:
            raise DatabaseRefused(f"a table in it has more than {limit} rows")
        return found

    def _execute(self, query: str, values: Sequence[str] = ()) -> sqlite3.Cursor:
        try:
            return self._connection.execute(query, tuple(values))
        except (sqlite3.Error, OverflowError, UnicodeError) as problem:
            raise DatabaseRefused(_why(problem)) from None


@contextmanager
def tables_of(data: bytes) -> Iterator[Tables]:
    """The tables of the database in ``data``. Raises ``DatabaseRefused``."""
    if not data.startswith(b"SQLite format 3\x00") or len(data) < 100:
        raise DatabaseRefused("it is not an SQLite database")
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.deserialize(_without_journal(data))
            _guard(connection)
        except (sqlite3.Error, OverflowError) as problem:
            raise DatabaseRefused(_why(problem)) from None
        yield Tables(connection)


def _without_journal(data: bytes) -> bytes:
    """The same with the marks of write-ahead logging cleared; a copy in memory has no log."""
    return data[:18] + b"\x01\x01" + data[20:]


def _guard(connection: sqlite3.Connection) -> None:
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 0)
    end = time.monotonic() + MAX_SECONDS
    connection.set_progress_handler(lambda: int(time.monotonic() > end), STEPS)
    connection.set_authorizer(_allow)


def _allow(
    action: int, _table: str | None, _column: str | None, _base: str | None, inside: str | None
) -> int:
    """Nothing but reading plain columns, and never from within a view or a trigger."""
    if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ) and inside is None:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _is_plain(sql: Cell) -> bool:
    """Whether a table is made of stored columns only; no column of Apple's is computed."""
    return isinstance(sql, str) and bool(_TABLE.match(sql)) and not _COMPUTED.search(sql)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _why(problem: Exception) -> str:
    if "interrupted" in str(problem):
        return "reading it takes too long"
    return "a table in it cannot be read"
