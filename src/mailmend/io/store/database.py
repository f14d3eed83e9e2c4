"""The database behind a URL: SQLite with full durability, or PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from mailmend.case import InputError, printable

BUSY_S = 5.0
"""How long a transaction waits for another that writes, in seconds."""

ROOM = 8 * 1024 * 1024
"""Bytes that must be free on the disk of an embedded database."""

_WRITES = "mailmend_writes"


def database_url(text_: str) -> URL:
    """The URL with the driver that is used. Raises ``InputError``."""
    try:
        url = make_url(text_)
    except ArgumentError:
        raise InputError(
            "--database takes sqlite:///FILE or postgresql://user@host/name; see docs/serve.md"
        ) from None
    match url.get_backend_name():
        case "sqlite":
            return url.set(drivername="sqlite+aiosqlite")
        case "postgresql":
            return url.set(drivername="postgresql+psycopg")
    raise InputError("--database must begin with sqlite:/// or postgresql://")


class Database:
    """An engine and its transactions."""

    def __init__(self, url: str) -> None:
        """Raises ``InputError`` for a URL that cannot be used; connects later."""
        self.url = database_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(self.url) if self.is_sqlite else _postgresql(self.url)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A transaction that only reads."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A transaction that is on the disk when the block is left without an exception."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
            await session.connection(execution_options={_WRITES: True})
            yield session

    async def alive(self) -> bool:
        """Whether it answers."""
        async with self.reading() as session:
            return (await session.execute(text("SELECT 1"))).scalar() == 1

    def has_room(self) -> bool:
        """Whether the disk of an embedded database has room, and may be written."""
        if not self.is_sqlite or self.url.database is None:
            return True
        disk = os.statvfs(Path(self.url.database).parent)
        return disk.f_bavail * disk.f_frsize >= ROOM and not disk.f_flag & os.ST_RDONLY

    async def close(self) -> None:
        """Give every connection back."""
        await self.engine.dispose()


def _postgresql(url: URL) -> AsyncEngine:
    return create_async_engine(url, pool_size=8, max_overflow=4, pool_timeout=5, pool_pre_ping=True)


def _sqlite(url: URL) -> AsyncEngine:
    _private_file(url.database)
    engine = create_async_engine(url, connect_args={"timeout": BUSY_S}, pool_timeout=BUSY_S)
    event.listen(engine.sync_engine, "connect", _on_connect)
    event.listen(engine.sync_engine, "begin", _on_begin)
    return engine


def _private_file(name: str | None) -> None:
    """Make the file before SQLite would, for this user only. Raises ``InputError``."""
    if not name or name == ":memory:":
        raise InputError("--database needs a file: sqlite:////var/lib/mailmend/mailmend.db")
    path = Path(name)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as fault:
        raise InputError(f"{printable(name)} cannot be written: {fault.strerror}") from None


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "journal_size_limit = 67108864",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    """Writers take their lock at once, so that none is refused half-way."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_busy(fault: BaseException | None) -> bool:
    """Whether the database was held by another for too long."""
    while fault is not None:
        if isinstance(fault, sqlite3.OperationalError) and "locked" in str(fault):
            return True
        fault = fault.__cause__ or fault.__context__
    return False
