"""The ledger of messages really sent: written and synced before, so that none is sent twice.

One row a message. ``planned``: nothing was sent yet. ``sending``: from here on it may have been
sent. ``accepted``: the server took it. The other states are the end of the story. Rows older than
thirty days are dropped. A file lock keeps two runs for the same mailboxes apart; the system gives
it back when a run dies.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from mailmend.case import InputError, printable

State = Literal[
    "planned", "sending", "accepted", "refused", "not-sent", "arrived", "not-arrived", "given-up"
]
OPEN = ("planned", "sending", "accepted")
KEPT = timedelta(days=30)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sending (
    token TEXT PRIMARY KEY,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    state TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS one_open ON sending (sender, recipient)
    WHERE state IN ('planned', 'sending', 'accepted');
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of the ledger; ``at`` is when its state was written, RFC 3339 UTC."""

    token: str
    state: State
    at: str


def state_folder() -> Path:
    """Where Mailmend keeps its state: ``MAILMEND_STATE_DIR``, or the user's state folder."""
    own = os.environ.get("MAILMEND_STATE_DIR")
    if own:
        return Path(own)
    base = os.environ.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "mailmend"


class SendLedger:
    """The ledger for one pair of sender and recipient, held by this process alone."""

    def __init__(self, database: sqlite3.Connection, sender: str, recipient: str) -> None:
        self._database = database
        self._pair = (sender.lower(), recipient.lower())

    def unfinished(self) -> Entry | None:
        """The message whose story has no end yet."""
        row = self._database.execute(
            "SELECT token, state, at FROM sending WHERE sender = ? AND recipient = ? "
            "AND state IN ('planned', 'sending', 'accepted')",
            self._pair,
        ).fetchone()
        return Entry(*row) if row else None

    def plan(self, token: str, at: datetime) -> None:
        """Write a new message down. Raises ``sqlite3.IntegrityError`` where one is unfinished."""
        with self._database:
            oldest = (at - KEPT).isoformat()
            self._database.execute("DELETE FROM sending WHERE at < ?", (oldest,))
            self._database.execute(
                "INSERT INTO sending VALUES (?, ?, ?, 'planned', ?)",
                (token, *self._pair, at.isoformat()),
            )

    def mark(self, token: str, state: State, at: datetime) -> None:
        """Write the new state down; it is on the disk when this returns."""
        with self._database:
            self._database.execute(
                "UPDATE sending SET state = ?, at = ? WHERE token = ?",
                (state, at.isoformat(), token),
            )


@contextmanager
def held(folder: Path, sender: str, recipient: str) -> Iterator[SendLedger]:
    """The ledger, until the block is left. Raises ``InputError``.

    Also where another run sends for the same mailboxes at this moment.
    """
    pair = hashlib.sha256(f"{sender.lower()}\0{recipient.lower()}".encode()).hexdigest()[:32]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (folder / f"sending-{pair}.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise InputError(
                    "another verify for the same mailboxes is under way; wait until it is done"
                ) from None
            database = _database(folder / "sending.sqlite3")
            try:
                yield SendLedger(database, sender, recipient)
            finally:
                database.close()
    except (OSError, sqlite3.OperationalError, sqlite3.DatabaseError) as fault:
        raise InputError(
            f"the ledger of sent messages in {printable(str(folder))} cannot be written, so "
            f"nothing more is sent: {printable(str(fault))[:200]}"
        ) from None


def _database(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600, exist_ok=True)
    database = sqlite3.connect(path, timeout=10)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.executescript(_SCHEMA)
    return database
