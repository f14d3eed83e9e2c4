"""The style sheet of a brand's colour."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response

from mailmend.apps.web.desk.colours import is_colour
from mailmend.apps.web.desk.route import DeskRoute
from mailmend.apps.web.desk.theme import style_sheet

router = APIRouter(route_class=DeskRoute)


@router.get("/theme/{colour}.css")
async def theme(colour: str) -> Response:
    """Made of the colour in the address alone, so that it may be kept for ever."""
    if not is_colour(f"#{colour}"):
        raise HTTPException(404)
    kept = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(style_sheet(f"#{colour}"), media_type="text/css", headers=kept)
