"""What every request passes first: host, origin, size; and what every answer carries.

A pure ASGI middleware, so that streams pass through it unbuffered.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from contextlib import suppress
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mailmend.apps.web.config import WebConfig

_log = logging.getLogger("mailmend.web")
MAX_BODY = 256 * 1024
"""Bytes of a request body; a route for uploads allows more in ``LARGE``."""

LARGE: dict[str, int] = {}
"""Prefixes of paths that take more, with their limit in bytes."""

MAX_HEADERS = 100
DRAIN_BYTES = 16 * 1024 * 1024
DRAIN_S = 1.0
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_WITHOUT_COOKIES = ("/api/", "/mcp", "/autodiscover/")
"""Paths that no cookie opens, so that a foreign page gains nothing by calling them."""

_ANYWHERE = frozenset({"/healthz", "/readyz", "/metrics"})
"""Paths for probes and scrapers, which call the server by its address."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "x-robots-tag": "noindex, nofollow",
}


class TooLarge(HTTPException):
    """The body went over its limit while it was read."""

    def __init__(self) -> None:
        super().__init__(413)


class Edge:
    """The middleware."""

    def __init__(self, app: ASGIApp, config: WebConfig) -> None:
        self._app = app
        self._config = config

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what may not pass; limit, mark and complete the rest."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})["request_id"] = request_id = secrets.token_hex(8)
        complete = _Completed(send, request_id, secure=self._config.secure)
        refusal = self._refusal(scope)
        if refusal is not None:
            await _drained(receive)
            answer = _refused(scope["path"], request_id, *refusal)
            await answer(scope, receive, complete)
            return
        begun = time.monotonic()
        asked = _as_get(scope)
        try:
            await self._app(asked, _limited(receive, _limit(scope["path"])), complete)
        finally:
            _note(asked, complete.status, request_id, time.monotonic() - begun)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if len(scope["headers"]) > MAX_HEADERS:
            return 431, "Too many header fields."
        hosts = headers.getlist("host")
        if scope["path"] not in _ANYWHERE and (
            len(hosts) != 1 or hosts[0].lower() not in self._config.host_names
        ):
            return 400, "This host name is not served here."
        if _length(headers) > _limit(scope["path"]):
            return 413, "The request is too large."
        if self._is_foreign(scope, headers):
            return 403, "This form comes from another site."
        return None

    def _is_foreign(self, scope: Scope, headers: Headers) -> bool:
        """Whether another site sends a form here (Fetch standard, Origin and Sec-Fetch-Site)."""
        if scope["method"] in _SAFE or scope["path"].startswith(_WITHOUT_COOKIES):
            return False
        origin = headers.get("origin")
        if origin is not None:
            return origin not in self._config.origins
        return headers.get("sec-fetch-site", "same-origin") != "same-origin"


def _as_get(scope: Scope) -> Scope:
    """HEAD is answered like GET; the server leaves the body out (RFC 9110 section 9.3.2)."""
    return {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope


class _Completed:
    """A ``send`` that adds the headers that every answer carries."""

    def __init__(self, send: Send, request_id: str, *, secure: bool) -> None:
        self._send = send
        self._request_id = request_id
        self._secure = secure
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
            headers["x-request-id"] = self._request_id
            if self._secure:
                headers.setdefault("strict-transport-security", "max-age=31536000")
        await self._send(message)


def _note(scope: Scope, status: int, request_id: str, took_s: float) -> None:
    """One line of the log. A path may open a case, so its pattern is named instead."""
    pattern = getattr(scope.get("route"), "path", "-")
    _log.info(
        "request",
        extra={
            "fields": {
                "request": request_id,
                "method": scope["method"],
                "route": pattern,
                "status": status,
                "ms": round(took_s * 1000),
            }
        },
    )


def _limit(path: str) -> int:
    return next((size for prefix, size in LARGE.items() if path.startswith(prefix)), MAX_BODY)


def _limited(receive: Receive, limit: int) -> Receive:
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        if message["type"] == "http.request":
            read += len(message.get("body", b""))
            if read > limit:
                await _drained(receive)
                raise TooLarge
        return message

    return limited


async def _drained(receive: Receive) -> None:
    """Read on for a moment: a client that still sends would not hear the answer."""
    read = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_S):
            more = True
            while more and read < DRAIN_BYTES:
                message = await receive()
                read += len(message.get("body", b""))
                more = message["type"] == "http.request" and message.get("more_body", False)


def _length(headers: Headers) -> int:
    text = headers.get("content-length", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 1 << 62


def _refused(path: str, request_id: str, status: int, text: str) -> Response:
    """One line for people and browsers, a problem document (RFC 9457) for programs."""
    close = {"connection": "close"}
    if not path.startswith(("/api/", "/mcp")):
        return PlainTextResponse(f"{text}\n", status, close)
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": text,
        "instance": f"urn:mailmend:request:{request_id}",
    }
    return JSONResponse(told, status, close, media_type="application/problem+json")
