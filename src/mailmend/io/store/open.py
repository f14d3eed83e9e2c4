"""A database for one command beside a running server: opened, brought up to date, closed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mailmend.io.store.database import Database
from mailmend.io.store.migrate import migrate


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database of that URL. Raises ``InputError``."""
    database = Database(url)
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()
