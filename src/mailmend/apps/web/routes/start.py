"""The first page: who cannot send, what the device says, what went before."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import RedirectResponse

from mailmend.apps.web.language import COOKIE, language_of
from mailmend.apps.web.pages import page
from mailmend.apps.web.services import Services, services
from mailmend.languages import LANGUAGES

router = APIRouter(include_in_schema=False)
Here = Annotated[Services, Depends(services)]


@router.get("/")
async def start(request: Request) -> Response:
    """The form."""
    return page(request, "start.html")


@router.get("/language")
async def choose(request: Request, here: Here, lang: str = "", back: str = "/") -> Response:
    """Keep the language that was chosen, and go back."""
    safe = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
    response = RedirectResponse(safe, 303)
    chosen = lang if lang in LANGUAGES else language_of(request)
    response.set_cookie(
        COOKIE,
        chosen,
        max_age=365 * 24 * 3600,
        secure=here.config.secure,
        httponly=True,
        samesite="lax",
    )
    return response


@router.get("/robots.txt")
async def robots() -> Response:
    """No page is for search machines."""
    return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")
