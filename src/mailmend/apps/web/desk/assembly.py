"""Puts the desk's addresses together. A file in ``desk/routes`` with a ``router`` is part of it."""

from __future__ import annotations

from fastapi import APIRouter, Response
from starlette.responses import RedirectResponse

from mailmend.apps.web.desk.attached import MAX_FILE
from mailmend.apps.web.edge import LARGE
from mailmend.discover import units

ATTACH = "/desk/attach/"
FORM_AROUND = 256 * 1024
"""What a form adds to the file in it, in bytes."""


def desk_router() -> APIRouter:
    """All of them, below ``/desk``."""
    LARGE[ATTACH] = MAX_FILE + FORM_AROUND
    made = APIRouter(prefix="/desk", include_in_schema=False)
    for part in units("mailmend.apps.web.desk.routes", APIRouter):
        made.include_router(part)
    made.add_api_route("", _home)
    return made


async def _home() -> Response:
    """The desk begins with its cases."""
    return RedirectResponse("/desk/cases", 303)
