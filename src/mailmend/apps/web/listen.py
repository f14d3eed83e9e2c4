"""Listens with uvicorn: bounded headers, no server banner, our own log."""

from __future__ import annotations

import gc
import resource
import sys

import uvicorn
import uvloop
from fastapi import FastAPI

from mailmend.apps.web.app import create_app, fronted
from mailmend.apps.web.bounded import Bounded
from mailmend.apps.web.config import WebConfig
from mailmend.apps.web.first_words import first_words
from mailmend.apps.web.logbook import configure
from mailmend.apps.web.services import Services
from mailmend.io.store.desk.users import users_of

MAX_CONNECTIONS = 1000
MAX_DESCRIPTORS = 65536


def serve(config: WebConfig, host: str, port: int) -> int:
    """Serve until SIGTERM or SIGINT; 0. Raises ``InputError`` before the first request."""
    configure()
    _raise_descriptors()
    app = create_app(config)
    server = uvicorn.Server(
        uvicorn.Config(
            fronted(app),
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=True,
            proxy_headers=False,
            http=Bounded,
            ws="none",
            lifespan="off",
            limit_concurrency=MAX_CONNECTIONS,
            timeout_keep_alive=10,
            timeout_graceful_shutdown=8,
        )
    )
    uvloop.run(_serve(app, server))
    return 0 if server.started else 4


def _raise_descriptors() -> None:
    """As many files as the system lets this process have: each connection is one."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, MAX_DESCRIPTORS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


async def _serve(app: FastAPI, server: uvicorn.Server) -> None:
    """The database first: what is wrong with it is said before anybody can call."""
    async with app.router.lifespan_context(app):
        here: Services = app.state.services
        async with here.database.reading() as session:
            people = bool(await users_of(session))
        for line in first_words(here.config, people=people):
            sys.stderr.write(f"mailmend: {line}\n")
        _settle_memory()
        await server.serve()


def _settle_memory() -> None:
    """What was loaded stays: no collection of garbage looks through it again, which takes long."""
    gc.collect()
    gc.freeze()
