"""Databases of both kinds, with two tenants in them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from mailmend.io.store.cases import add_case
from mailmend.io.store.database import Database
from mailmend.io.store.desk.tenants import add_tenant
from mailmend.io.store.migrate import migrate
from mailmend.io.store.runs import Outcome, add_run, finish_run
from tests.io.store.conftest import cluster, database_url

__all__ = ["cluster", "database_url"]
T0 = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def after(hours: float) -> datetime:
    """So many hours after the beginning."""
    return T0 + timedelta(hours=hours)


@asynccontextmanager
async def desk(url: str) -> AsyncIterator[Database]:
    """A migrated database with the brands ``one`` and ``two``."""
    database = Database(url)
    await migrate(database)
    async with database.writing() as session:
        await add_tenant(session, "one", "Brand One", T0)
        await add_tenant(session, "two", "Brand Two", T0)
    try:
        yield database
    finally:
        await database.close()


async def new_case(
    database: Database, address: str, tenant: str | None = "one", hours: float = 0
) -> str:
    """A case of that address."""
    async with database.writing() as session:
        return await add_case(session, {"address": address}, "de", after(hours), tenant)


def report(cause: str | None, server: str, sends: str = "no") -> dict[str, Any]:
    """As much of a report as lists read."""
    verdicts = [{"cause": cause, "status": "proven"}] if cause else []
    return {"sends": sends, "verdicts": verdicts, "case": {"outgoing": {"host": server}}}


async def new_run(
    database: Database, case_id: str, hours: float, document: dict[str, Any] | None
) -> str:
    """A run that ended then; without a document it is still going on."""
    async with database.writing() as session:
        run = await add_run(session, case_id, "diagnose", after(hours), with_password=False)
        if document is not None:
            await finish_run(session, run, Outcome("done", document), after(hours))
    return run
