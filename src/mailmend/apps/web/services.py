"""What the routes work with: one record for one server, reached through the request."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.requests import HTTPConnection

from mailmend.apps.web.config import WebConfig
from mailmend.apps.web.doubles import Doubles
from mailmend.apps.web.metrics import Metrics
from mailmend.apps.web.published.shelf import Shelf
from mailmend.apps.web.runner import Runner
from mailmend.io.store.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of a running server."""

    config: WebConfig
    database: Database
    runner: Runner
    metrics: Metrics
    shelf: Shelf
    doubles: Doubles = field(default_factory=Doubles)


def services(request: HTTPConnection) -> Services:
    """The parts of the server that answers this request (a FastAPI dependency)."""
    found = request.app.state.services
    assert isinstance(found, Services)
    return found
