"""The HTTP API (``apps/web/api``)."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from mailmend.discover import units


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str | None = None
    instance: str | None = None


_PROBLEM = {"content": {"application/problem+json": {"schema": Problem.model_json_schema()}}}
_FAULTS: dict[int | str, dict[str, Any]] = {
    status: {"description": words, **_PROBLEM}
    for status, words in {
        400: "The request cannot be read.",
        401: "There is no valid token.",
        403: "The token lacks the scope.",
        404: "There is no such thing, or it is another's.",
        409: "It cannot be done at this moment.",
        413: "The request is too large.",
        422: "The request says something that cannot be used.",
        429: "A limit is used up; see Retry-After.",
        503: "The server is busy; see Retry-After.",
    }.items()
}


def _api() -> APIRouter:
    whole = APIRouter(prefix="/api/v1", responses=_FAULTS)
    for part in units("mailmend.apps.web.api.routes", APIRouter):
        whole.include_router(part)
    return whole


router = _api()
