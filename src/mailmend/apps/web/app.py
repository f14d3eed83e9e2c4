"""Puts the application together. A file in ``routes`` with a ``router`` is part of it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, FastAPI

from mailmend.apps.web import problems
from mailmend.apps.web.assets import Assets
from mailmend.apps.web.config import WebConfig
from mailmend.apps.web.edge import Edge
from mailmend.apps.web.metrics import Metrics
from mailmend.apps.web.pages import STATIC
from mailmend.apps.web.runner import Runner
from mailmend.apps.web.services import Services
from mailmend.discover import units
from mailmend.io.store import cases, limits, links
from mailmend.io.store.database import Database
from mailmend.io.store.lock import held
from mailmend.io.store.migrate import migrate

CLEANING_S = 3600.0


def create_app(config: WebConfig) -> FastAPI:
    """The application; its database is opened when it starts and closed when it ends.

    Raises ``InputError`` for a database URL that cannot be used.
    """
    database, metrics = Database(config.database), Metrics()
    runner = Runner(config, database, metrics)
    app = FastAPI(
        title="Mailmend",
        summary="Why a mailbox can receive but not send, proven, and the fix",
        version="1",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        redirect_slashes=False,
    )
    app.state.services = Services(config, database, runner, metrics)
    for router in units("mailmend.apps.web.routes", APIRouter):
        app.include_router(router)
    app.mount("/static", Assets(directory=STATIC), "static")
    problems.install(app)
    app.add_middleware(Edge, config=config)
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    found: Services = app.state.services
    try:
        async with held(found.database):
            await migrate(found.database)
            await found.runner.open()
            cleaning = asyncio.create_task(_keep_clean(found))
            try:
                yield
            finally:
                cleaning.cancel()
                await found.runner.close()
    finally:
        await found.database.close()


async def _keep_clean(found: Services) -> None:
    """Delete what is older than it is kept, now and every hour."""
    while True:
        now = datetime.now(UTC)
        async with found.database.writing() as session:
            await cases.forget_before(session, now - timedelta(days=found.config.keep_days))
            await links.forget_expired(session, now)
            await limits.forget_full(session, now)
        await asyncio.sleep(CLEANING_S)
