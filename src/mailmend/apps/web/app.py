"""Puts the application together. A file in ``routes`` with a ``router`` is part of it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from sqlalchemy.exc import SQLAlchemyError
from starlette.routing import Route

from mailmend.apps.web import problems
from mailmend.apps.web.api.hooks import SEND_S, Hooks, public_web
from mailmend.apps.web.assets import Assets
from mailmend.apps.web.config import WebConfig
from mailmend.apps.web.edge import Edge
from mailmend.apps.web.metrics import Metrics
from mailmend.apps.web.pages import STATIC
from mailmend.apps.web.published.front import Front
from mailmend.apps.web.published.profile import profile_maker
from mailmend.apps.web.published.shelf import REFRESH_S, Shelf
from mailmend.apps.web.runner import Runner
from mailmend.apps.web.services import Services
from mailmend.discover import units
from mailmend.io.store import cases, limits, links
from mailmend.io.store.api import repeats
from mailmend.io.store.database import Database
from mailmend.io.store.desk import identities, sessions
from mailmend.io.store.desk.cases import forget_solved_before
from mailmend.io.store.lock import held
from mailmend.io.store.migrate import migrate
from mailmend.settings_files import NotUsable

if TYPE_CHECKING:
    from mailmend.apps.web.mcp_door import McpDoor

CLEANING_S = 3600.0
_log = logging.getLogger("mailmend.web")


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
    shelf = Shelf(database)
    app.state.services = Services(config, database, runner, metrics, shelf)
    for router in units("mailmend.apps.web.routes", APIRouter):
        app.include_router(router)
    door = _door(app.state.services)
    if door is not None:
        app.state.door = door
        app.router.routes.append(Route("/mcp", door, include_in_schema=False))
    app.mount("/static", Assets(directory=STATIC), "static")
    problems.install(app)
    app.add_middleware(Edge, config=config)
    return app


def _door(services: Services) -> McpDoor | None:
    """The assistant's tools, where their library is installed."""
    try:
        from mailmend.apps.web.mcp_door import McpDoor
    except ModuleNotFoundError:
        return None
    return McpDoor(services)


@contextlib.asynccontextmanager
async def _open_door(app: FastAPI) -> AsyncIterator[None]:
    door = getattr(app.state, "door", None)
    async with door.running() if door is not None else contextlib.nullcontext():
        yield


def fronted(app: FastAPI) -> Front:
    """The application as it is served: published settings are answered before all else."""
    found: Services = app.state.services
    return Front(app, found.shelf, profile_maker(found.config))


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    found: Services = app.state.services
    try:
        async with held(found.database):
            await migrate(found.database)
            await found.runner.open()
            await found.shelf.refresh()
            stop = asyncio.Event()
            hooks = Hooks(found.database, public_web(found.config))
            tasks = (
                asyncio.create_task(_repeat(hooks.send, SEND_S, stop)),
                asyncio.create_task(_repeat(partial(_clean, found), CLEANING_S, stop)),
                asyncio.create_task(_repeat(found.shelf.refresh, REFRESH_S, stop)),
            )
            try:
                async with _open_door(app):
                    yield
            finally:
                stop.set()
                await asyncio.gather(*tasks)
                await found.runner.close()
    finally:
        await found.database.close()


async def _repeat(work: Callable[[], Awaitable[None]], every_s: float, stop: asyncio.Event) -> None:
    """Do it now and again, never leaving off half-way; a database that is away is tried again."""
    while not stop.is_set():
        try:
            await work()
        except (SQLAlchemyError, OSError, NotUsable):
            _log.warning("a task in the background failed", exc_info=True)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(every_s):
                await stop.wait()


async def _clean(found: Services) -> None:
    """Delete what is older than it is kept."""
    now = datetime.now(UTC)
    async with found.database.writing() as session:
        await cases.forget_before(session, now - timedelta(days=found.config.keep_days))
        await forget_solved_before(session, now - timedelta(days=found.config.keep_solved_days))
        await links.forget_expired(session, now)
        await limits.forget_full(session, now)
        await sessions.forget_sessions(session, now)
        await identities.forget_sign_ins(session, now)
        await repeats.forget_old(session, now)
