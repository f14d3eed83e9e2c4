"""How the desk's routes answer what goes wrong: on pages of the desk."""

from __future__ import annotations

import math
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute
from starlette.responses import RedirectResponse

from mailmend.apps.web.desk.pages import desk_page
from mailmend.apps.web.desk.signed import NotAllowed, NotSignedIn
from mailmend.apps.web.rates import TooMany
from mailmend.apps.web.runner import Busy
from mailmend.apps.web.visitor import Forged
from mailmend.case import InputError

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
_WORDS = {
    400: ("This could not be understood", "Go back, change it, and try again."),
    403: (
        "This is not for your role",
        "A viewer looks, an engineer works on cases, an admin sets the desk up.",
    ),
    404: ("There is no such page", "Or it is not one of your brand's."),
    413: ("That was too much", "A file may have 8 MiB, a text 64 KiB."),
    429: ("That was a lot in a short time", "Please wait a little."),
    503: ("Many are looking at this moment", "Please try again in a few seconds."),
}
FORGED = ("The page was open for too long", "Go back, load it again, and send the form once more.")


class DeskRoute(APIRoute):
    """A route of the desk."""

    def get_route_handler(self) -> Handler:
        """The handler, with its faults answered."""
        handler = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await handler(request)
            except NotSignedIn:
                return _to_the_door(request)
            except Exception as fault:
                answer = _refusal(request, fault)
                if answer is None:
                    raise
                return answer

        return answered


def _to_the_door(request: Request) -> Response:
    """To the sign-in, and from there back to the page that was asked for."""
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    after = f"?next={quote(back, safe='')}" if request.method == "GET" else ""
    return RedirectResponse(f"/desk/sign-in{after}", 303)


def _refusal(request: Request, fault: Exception) -> Response | None:
    match fault:
        case NotAllowed():
            return problem(request, 403)
        case Forged():
            return problem(request, 403, FORGED)
        case InputError():
            return problem(request, 400, detail=str(fault)[:500])
        case TooMany():
            return problem(request, 429, wait_s=fault.wait_s)
        case Busy():
            return problem(request, 503, wait_s=fault.wait_s)
        case HTTPException(status_code=400 | 404 | 413 as status):
            return problem(request, status)
    return None


def problem(
    request: Request,
    status: int,
    said: tuple[str, str] | None = None,
    *,
    detail: str = "",
    wait_s: float = 0.0,
) -> Response:
    """The page that says what is wrong."""
    title, hint = said or _WORDS[status]
    answer = desk_page(request, "problem.html", None, status, title=title, hint=hint, detail=detail)
    if wait_s:
        answer.headers["retry-after"] = str(max(1, math.ceil(wait_s)))
    return answer
