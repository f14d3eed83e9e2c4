"""One server a database: a second one is refused at its start."""

from __future__ import annotations

import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from mailmend.case import InputError
from mailmend.io.store.database import Database

_KEY = 0x6D61696C6D656E64
_TAKEN = "another mailmend serve uses this database; stop it first, or give --database another"


@asynccontextmanager
async def held(database: Database) -> AsyncIterator[None]:
    """The lock, until the block is left; the system gives it back when the process dies.

    Raises ``InputError`` where another server holds it.
    """
    holder = _file_lock(database) if database.is_sqlite else _server_lock(database)
    async with holder:
        yield


@asynccontextmanager
async def _file_lock(database: Database) -> AsyncIterator[None]:
    with Path(f"{database.url.database}.lock").open("a") as lock:  # noqa: ASYNC230 (a local file, once)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(_TAKEN) from None
        yield


@asynccontextmanager
async def _server_lock(database: Database) -> AsyncIterator[None]:
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        taken = await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY})
        if not taken:
            raise InputError(_TAKEN)
        try:
            yield
        finally:
            with suppress(DBAPIError):
                await connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _KEY})
