"""Faults as answers: problem documents (RFC 9457) for the API, pages for people."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from mailmend.apps.trouble import fault_words
from mailmend.apps.web.api.allow import allowed_methods
from mailmend.apps.web.pages import page
from mailmend.apps.web.rates import TooMany
from mailmend.apps.web.runner import BUSY_WAIT_S, Busy
from mailmend.apps.web.visitor import Forged, Visitor
from mailmend.case import InputError
from mailmend.io.store.database import is_busy
from mailmend.text import Text, phrase, plural

RETRY_S = 5
"""When to come back while others hold the database, in seconds."""

BROKEN_RETRY_S = 60
"""The same while it cannot be written or reached."""

_log = logging.getLogger("mailmend.web")
_WORDS: dict[int, Text] = {
    400: phrase("This could not be understood."),
    403: phrase(
        "The page was open for too long, or cookies are off. Please go back and try once more."
    ),
    404: phrase("There is no such page, or it is not yours to see."),
    405: phrase("This cannot be done here."),
    413: phrase("That was too much text."),
    429: phrase("That was a lot in a short time. Please wait a little."),
    500: phrase("Something went wrong on our side."),
    503: phrase("Many people are asking at this moment. Please try again in a few seconds."),
}
_NO_COOKIE = phrase(
    "Your browser did not keep the cookie of this page. Please allow cookies here, then press the "
    "button once more."
)
_ONCE_MORE = phrase("This page was open for long. Please press the button once more.")
_GONE: dict[str, Text] = {
    "/p/": phrase(
        "This code works for one hour, and that is over. Load the page on your other screen again: "
        "it shows a new one."
    ),
    "/c/": phrase("This link is over or was taken back. Please ask for a new one."),
    "/case/": phrase(
        "This page was deleted, or it belongs to another browser. Open it there, or begin anew."
    ),
}
_CASE = re.compile(r"/case/[0-9a-f]{32}(?=/)")
_NOT_KEPT = phrase(
    "Our server cannot store anything at this moment, so nothing of what you sent was kept. Please "
    "try again later."
)


def install(app: FastAPI) -> None:
    """Have every fault of the routes answered here."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(InputError, _input)
    app.add_exception_handler(Forged, _forged)
    app.add_exception_handler(TooMany, _too_many)
    app.add_exception_handler(Busy, _busy)
    app.add_exception_handler(OperationalError, _database)
    app.add_exception_handler(PoolTimeout, _database)
    app.add_exception_handler(Exception, _own)


def problem(
    request: Request,
    status: int,
    detail: str = "",
    headers: dict[str, str] | None = None,
    words: Text | None = None,
) -> Response:
    """The answer for a fault, in the form that the caller reads."""
    if _wants_json(request):
        body = {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "instance": f"urn:mailmend:request:{request.scope['state'].get('request_id', '')}",
            **({"detail": detail} if detail else {}),
        }
        return JSONResponse(body, status, headers, media_type="application/problem+json")
    words = words or _words(request, status)
    headers = headers or {}
    back = _CASE.match(request.url.path) if status != 404 else None
    answer = page(
        request,
        "problem.html",
        status,
        words=words,
        detail=detail,
        wait=_wait(headers),
        back=back[0] if back else None,
    )
    answer.headers.update(headers)
    return answer


def _words(request: Request, status: int) -> Text:
    """What a fault is called on that page; a link that is over and one that never was are alike."""
    gone = [words for start, words in _GONE.items() if request.url.path.startswith(start)]
    if status == 404 and gone:
        return gone[0]
    return _WORDS.get(status, _WORDS[500 if status >= 500 else 400])


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why a form that is all right was not taken this time: it is shown again with these words."""

    status: int
    words: Text
    wait: Text | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def excuse(fault: Forged | TooMany | Busy, visitor: Visitor) -> Excuse:
    """The words for the form, for a visitor who sent it."""
    if isinstance(fault, Forged):
        return Excuse(403, _NO_COOKIE if visitor.fresh else _ONCE_MORE)
    status = 503 if isinstance(fault, Busy) else 429
    headers = _later(fault)
    return Excuse(status, _WORDS[status], _wait(headers), headers)


def _later(fault: TooMany | Busy) -> dict[str, str]:
    return {"retry-after": str(max(1, math.ceil(fault.wait_s)))}


def _wait(headers: dict[str, str]) -> Text | None:
    """When it is worth to come back, in words, where it is not a matter of seconds."""
    seconds = int(headers.get("retry-after", 0))
    if seconds <= BUSY_WAIT_S:
        return None
    minutes = math.ceil(seconds / 60)
    return plural("Try again in a minute.", "Try again in {number} minutes.", minutes)


def _wants_json(request: Request) -> bool:
    return request.url.path.startswith(("/api/", "/mcp", "/healthz", "/readyz"))


def _http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    detail = fault.detail if fault.detail != HTTPStatus(fault.status_code).phrase else ""
    headers = dict(fault.headers or {})
    if fault.status_code == 405 and request.url.path.startswith("/api/"):
        headers["allow"] = allowed_methods(request.app, request.url.path)
    return problem(request, fault.status_code, detail, headers)


def _invalid(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)
    places = (".".join(map(str, each["loc"])) + ": " + each["msg"] for each in fault.errors()[:5])
    return problem(request, 422 if _wants_json(request) else 400, "; ".join(places)[:500])


def _input(request: Request, fault: Exception) -> Response:
    return problem(request, 422 if _wants_json(request) else 400, str(fault)[:500])


def _forged(request: Request, _fault: Exception) -> Response:
    return problem(request, 403)


def _too_many(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, TooMany)
    return problem(request, 429, headers=_later(fault))


def _busy(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, Busy)
    return problem(request, 503, headers=_later(fault))


def _database(request: Request, fault: Exception) -> Response:
    _log.error("the database does not answer: %s", fault_words(fault))
    if is_busy(fault) or isinstance(fault, PoolTimeout):
        return problem(request, 503, headers={"retry-after": str(RETRY_S)})
    return problem(request, 503, headers={"retry-after": str(BROKEN_RETRY_S)}, words=_NOT_KEPT)


def _own(request: Request, fault: Exception) -> Response:
    _log.error("request %s failed: %s", request.scope["state"]["request_id"], fault_words(fault))
    return problem(request, 500)
