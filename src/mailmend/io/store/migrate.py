"""Brings a database to the schema of this version, and refuses one of a later version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError, OperationalError

from mailmend.case import InputError, printable
from mailmend.io.store.database import Database

_FOLDER = Path(__file__).with_name("migrations")


def alembic_config() -> Config:
    """What alembic needs to find the migrations."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config


async def migrate(database: Database) -> None:
    """Run what is missing, each migration whole or not at all. Raises ``InputError``.

    Also for a file that is damaged, before anything is written to it.
    """
    if database.is_sqlite:
        await _refuse_damaged(database)
    async with database.engine.connect() as connection:
        await connection.execution_options(mailmend_writes=True)
        async with connection.begin():
            await connection.run_sync(_upgrade)


async def _refuse_damaged(database: Database) -> None:
    try:
        async with database.engine.connect() as connection:
            said = await connection.scalar(text("PRAGMA quick_check(1)"))
    except OperationalError:
        raise
    except DatabaseError as fault:
        said = str(fault.orig)
    if said != "ok":
        raise InputError(
            f"the database {printable(database.url.database or '')} is damaged "
            f"({printable(' '.join(str(said).split()))[:100]}) and was left as it is; restore a "
            "backup of it, or give --database another"
        )


def _upgrade(connection: Connection) -> None:
    config = alembic_config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    current = MigrationContext.configure(connection).get_current_heads()
    if not known.issuperset(current):
        raise InputError(
            "the database was written by a later version of Mailmend; use that version, or "
            "another --database"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "heads")
