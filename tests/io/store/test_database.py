"""The database: migrations, durability, the lock, what is refused."""

from __future__ import annotations

import asyncio
import contextlib
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from mailmend.case import InputError
from mailmend.io.store.database import Database, database_url
from mailmend.io.store.lock import held
from mailmend.io.store.migrate import migrate
from mailmend.io.store.models import Base
from tests.io.store.conftest import opened

_opened = contextlib.asynccontextmanager(opened)


def test_the_migrations_make_what_the_models_say(database_url: str) -> None:
    """No table, column, index or type is missing or left over."""

    async def check() -> None:
        async with _opened(database_url) as database, database.engine.connect() as connection:
            assert await connection.run_sync(_differences) == []

    asyncio.run(check())


def _differences(connection: object) -> list[object]:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"compare_type": True})  # type: ignore[arg-type]
    return list(compare_metadata(context, Base.metadata))


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    """A second start finds the schema as it is."""

    async def check() -> None:
        async with _opened(database_url) as database:
            await migrate(database)
            assert await database.alive()

    asyncio.run(check())


def test_a_later_schema_is_refused(database_url: str) -> None:
    """A database of a later version is left alone, and the message says so."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                await session.execute(text("INSERT INTO alembic_version VALUES ('later')"))
            with pytest.raises(InputError, match="later version"):
                await migrate(database)

    asyncio.run(check())


def test_a_second_server_is_refused(database_url: str) -> None:
    """The lock is held by one and given back at the end."""

    async def check() -> None:
        async with _opened(database_url) as one, _opened(database_url) as other:
            async with held(one):
                with pytest.raises(InputError, match="another mailmend serve"):
                    async with held(other):
                        pass
            async with held(other):
                pass

    asyncio.run(check())


def test_sqlite_is_durable_and_private(tmp_path: Path) -> None:
    """WAL with full synchronisation, in a file that only its owner reads."""
    name = tmp_path / "folder" / "store.db"

    async def check() -> tuple[object, object]:
        async with _opened(f"sqlite:///{name}") as database, database.reading() as session:
            mode = (await session.execute(text("PRAGMA journal_mode"))).scalar()
            return mode, (await session.execute(text("PRAGMA synchronous"))).scalar()

    assert asyncio.run(check()) == ("wal", 2)
    assert stat.S_IMODE(name.stat().st_mode) == 0o600


@pytest.mark.parametrize("url", ["mysql://x", "nonsense", "sqlite://", "sqlite:///:memory:"])
def test_other_databases_are_refused(url: str) -> None:
    """One clear line, not a traceback."""
    with pytest.raises(InputError, match="--database"):
        Database(url)


def test_the_drivers_are_ours() -> None:
    """The URL names the database; the driver is Mailmend's choice."""
    assert database_url("postgresql://h/x").drivername == "postgresql+psycopg"
    assert database_url("sqlite:////x").drivername == "sqlite+aiosqlite"
