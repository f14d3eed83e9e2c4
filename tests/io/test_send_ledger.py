"""The ledger: one unfinished message a pair, on the disk at once, one holder at a time."""

from __future__ import annotations

import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailmend.case import InputError
from mailmend.io.send_ledger import Entry, State, held

NOW = datetime(2026, 11, 20, tzinfo=UTC)
PAIR = ("alice@customer.test", "bob@elsewhere.test")


def test_an_unfinished_message_is_found_by_the_next_holder(tmp_path: Path) -> None:
    """Its last state counts; addresses are compared without case."""
    with held(tmp_path, *PAIR) as ledger:
        ledger.plan("t1", NOW)
        ledger.mark("t1", "sending", NOW)
    with held(tmp_path, PAIR[0].upper(), PAIR[1]) as ledger:
        assert ledger.unfinished() == Entry("t1", "sending", NOW.isoformat())
    with held(tmp_path, PAIR[0], "carol@customer.test") as ledger:
        assert ledger.unfinished() is None


@pytest.mark.parametrize("end", ["refused", "not-sent", "arrived", "not-arrived", "given-up"])
def test_a_finished_story_makes_way_for_a_new_one(tmp_path: Path, end: State) -> None:
    """Each of the ends."""
    with held(tmp_path, *PAIR) as ledger:
        ledger.plan("t1", NOW)
        ledger.mark("t1", end, NOW)
        assert ledger.unfinished() is None
        ledger.plan("t2", NOW)


def test_a_second_message_beside_an_unfinished_one_is_impossible(tmp_path: Path) -> None:
    """The database itself refuses it."""
    with held(tmp_path, *PAIR) as ledger:
        ledger.plan("t1", NOW)
        with pytest.raises(sqlite3.IntegrityError):
            ledger.plan("t2", NOW)


def test_one_holder_at_a_time(tmp_path: Path) -> None:
    """The second is refused in words; another pair is free."""
    with held(tmp_path, *PAIR):
        with pytest.raises(InputError, match="under way"), held(tmp_path, *PAIR):
            pass
        with held(tmp_path, PAIR[0], PAIR[0]):
            pass


def test_old_rows_are_dropped_and_the_file_is_private(tmp_path: Path) -> None:
    """Addresses are kept for thirty days, for this user alone."""
    with held(tmp_path / "s", *PAIR) as ledger:
        ledger.plan("t1", NOW - timedelta(days=31))
        ledger.mark("t1", "arrived", NOW - timedelta(days=31))
        ledger.plan("t2", NOW)
    rows = sqlite3.connect(tmp_path / "s" / "sending.sqlite3").execute("SELECT token FROM sending")
    assert rows.fetchall() == [("t2",)]
    assert stat.S_IMODE((tmp_path / "s").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "s" / "sending.sqlite3").stat().st_mode) == 0o600


def test_a_damaged_ledger_is_no_permission_to_send(tmp_path: Path) -> None:
    """Refused in one line."""
    (tmp_path / "sending.sqlite3").write_bytes(b"no database" * 200)
    with pytest.raises(InputError, match="cannot be written"), held(tmp_path, *PAIR):
        pass
