"""For those who watch the server: does it live, is it ready, what does it count."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse

from mailmend.apps.web.services import Services, services

router = APIRouter(include_in_schema=False)
Here = Annotated[Services, Depends(services)]


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(here: Here) -> Response:
    """The database answers and there is room, on the disk and for another run."""
    try:
        database, room = await here.database.alive(), here.database.has_room()
    except (SQLAlchemyError, OSError):
        database = room = False
    parts = {"database": database, "disk": room, "runs": not here.runner.is_full}
    ready = all(parts.values())
    return JSONResponse({"status": "ok" if ready else "not ready", **parts}, 200 if ready else 503)


@router.get("/metrics")
async def metrics(here: Here) -> Response:
    """Prometheus' exposition format."""
    return Response(here.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
