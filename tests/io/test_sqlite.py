"""Databases from strangers: plain tables only, nothing of theirs is run."""

from __future__ import annotations

import sqlite3
import time

import pytest

from mailmend.io.sqlite import DatabaseRefused, Row, tables_of
from tests.io.ios_backup import database

THREE = "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, NULL);"


def rows(data: bytes, *columns: str, where: str = "", value: str = "") -> list[Row]:
    """The rows of table ``t``."""
    with tables_of(data) as tables:
        return tables.rows("t", columns or ("a", "b"), where, value)


def test_the_columns_that_exist_are_read() -> None:
    """A column of another version is left out."""
    assert rows(database(THREE), "a", "later") == [{"a": 1}, {"a": 2}, {"a": 3}]


def test_a_value_chooses_rows() -> None:
    """It is bound, never part of the query."""
    assert rows(database(THREE), where="b", value="y") == [{"a": 2, "b": "y"}]
    assert rows(database(THREE), where="b", value="' OR 1=1 --") == []


@pytest.mark.parametrize(
    "script",
    [
        "CREATE VIEW t AS SELECT 1 AS a, 2 AS b",
        "CREATE VIRTUAL TABLE t USING fts5(a, b)",
        "CREATE TABLE t (a, b AS (upper(a)))",
        "CREATE TABLE other (a)",
        "CREATE TABLE t (x)",
    ],
)
def test_what_is_no_plain_table_is_refused(script: str) -> None:
    """Views, virtual tables, computed columns, other tables, other columns."""
    with pytest.raises(DatabaseRefused):
        rows(database(script))


def test_a_trigger_is_never_run() -> None:
    """Nothing is written, so it has no occasion; the table beside it is read."""
    script = f"{THREE} CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;"
    assert len(rows(database(script))) == 3


def test_a_changed_schema_cannot_pass_a_view_for_a_table() -> None:
    """The text of the schema is the attacker's; the engine's own view of it is not."""
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIEW t AS SELECT 1 AS a, 2 AS b")
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET type = 'table'")
        connection.commit()
        data = bytes(connection.serialize())
    with pytest.raises(DatabaseRefused):
        rows(data)


def test_more_rows_than_fit_are_refused() -> None:
    """Within a second."""
    start = time.process_time()
    with pytest.raises(DatabaseRefused, match="more than"):
        rows(
            database(
                "CREATE TABLE t (a, b); WITH RECURSIVE c(n) AS "
                "(SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 30000) "
                "INSERT INTO t SELECT n, n FROM c"
            )
        )
    assert time.process_time() - start < 3


def test_a_cell_larger_than_a_mebibyte_is_refused() -> None:
    """Before it is copied out."""
    with pytest.raises(DatabaseRefused):
        rows(database("CREATE TABLE t (a, b); INSERT INTO t VALUES (zeroblob(3000000), 1)"))


def test_text_that_is_no_text_is_refused() -> None:
    """Bytes that are not UTF-8 under the mark of text."""
    with pytest.raises(DatabaseRefused):
        rows(database("CREATE TABLE t (a, b); INSERT INTO t VALUES (CAST(x'ff' AS TEXT), 1)"))


@pytest.mark.parametrize("data", [b"", b"x" * 200, b"SQLite format 3\0"])
def test_what_is_no_database_is_refused(data: bytes) -> None:
    """One line."""
    with pytest.raises(DatabaseRefused, match="not an SQLite"):
        rows(data)
