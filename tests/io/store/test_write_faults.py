"""Writes that fail or are cut off at any call: what was confirmed is there, and nothing is torn."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from mailmend.io.store.database import Database
from mailmend.io.store.migrate import migrate
from tests.io.store.writer import CASES

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")


def migrated(path: Path) -> None:
    """A database without cases."""

    async def make() -> None:
        database = Database(f"sqlite:///{path}")
        await migrate(database)
        await database.close()

    asyncio.run(make())


def disturbed(path: Path, fault: str) -> list[str]:
    """The cases that a writer confirmed while its calls on the database failed so."""
    places = [word for end in ("", "-wal", "-shm") for word in ("-P", f"{path}{end}")]
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", "/dev/null", *places, "-e", f"inject={fault}",
         sys.executable, "-m", "tests.io.store.writer", f"sqlite:///{path}"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode in (0, -9), done.stderr[-2000:]
    return done.stdout.split()


def kept(path: Path) -> list[str]:
    """The cases that another process finds afterwards, in a database that is sound and writable."""
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        runs = database.execute("SELECT case_id FROM runs").fetchall()
        cases = [row[0] for row in database.execute("SELECT id FROM cases ORDER BY address")]
        assert sorted(row[0] for row in runs) == sorted(cases)
        database.execute("DELETE FROM cases")
    return cases


@pytest.mark.parametrize("call", ["pwrite64", "fdatasync"])
@pytest.mark.parametrize("fault", ["error=ENOSPC", "error=EIO", "signal=KILL"])
def test_confirmed_is_kept_whichever_call_fails(tmp_path: Path, call: str, fault: str) -> None:
    """One call fails, or the process is killed there: at the first, and at later ones."""
    fresh = tmp_path / "fresh.db"
    migrated(fresh)
    confirmed = []
    for number in (1, 3) if call == "fdatasync" else (1, 9):
        path = tmp_path / f"{number}.db"
        shutil.copy(fresh, path)
        said = disturbed(path, f"{call}:{fault}:when={number}")
        assert set(said) <= set(kept(path))
        confirmed.append(len(said))
    assert min(confirmed) < CASES, "nothing was disturbed"


def test_what_follows_a_failed_write_is_stored(tmp_path: Path) -> None:
    """The disk was full for one transaction; the process goes on with the next."""
    path = tmp_path / "one.db"
    migrated(path)
    said = disturbed(path, "pwrite64:error=ENOSPC:when=12")
    assert len(said) == CASES - 1
    assert kept(path) == said


def test_nothing_is_confirmed_while_nothing_can_be_synced(tmp_path: Path) -> None:
    """Every flush fails, from the first on."""
    path = tmp_path / "never.db"
    migrated(path)
    assert disturbed(path, "fdatasync:error=EIO:when=1+") == []
