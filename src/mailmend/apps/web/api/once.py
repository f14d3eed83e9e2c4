"""Idempotency-Key: a request that is sent again gets the first answer (draft-ietf-httpapi)."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Header, HTTPException, Request
from sqlalchemy.exc import IntegrityError
from starlette.responses import JSONResponse

from mailmend.apps.web.api.caller import Caller
from mailmend.apps.web.services import Services
from mailmend.io.store.api import repeats

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="Makes it safe to send the request again: it is carried out once.",
    ),
]
Make = Callable[[], Awaitable[dict[str, Any]]]
_BEGAN = datetime.now(UTC)
RETRY_S = "2"


async def once(
    request: Request,
    here: Services,
    caller: Caller,
    make: Make,
    *,
    key: str | None,
    status: int = 202,
) -> JSONResponse:
    """The answer that ``make`` gives, once for each key of a caller.

    Raises ``HTTPException``: 422 where the key came with another request, 409 while the first one
    is still worked on.
    """
    if key is None:
        return JSONResponse(await make(), status)
    # The hash is keyed with the token, which is not kept: nobody can guess a password from it.
    content = await request.body()
    mark = hmac.new(caller.secret.encode(), request.url.path.encode() + b"\0" + content, "sha256")
    place = hashlib.sha256(f"{caller.token.id}\0{key}".encode()).hexdigest()
    earlier = await _begin(here, place, mark.hexdigest())
    if earlier is not None:
        return _again(earlier, mark.hexdigest())
    try:
        answer = await make()
    except BaseException:
        await asyncio.shield(_undo(here, place))
        raise
    async with here.database.writing() as session:
        await repeats.answered(session, place, status, answer)
    return JSONResponse(answer, status)


async def _begin(here: Services, place: str, mark: str) -> repeats.Earlier | None:
    try:
        async with here.database.writing() as session:
            return await repeats.begin(session, place, mark, datetime.now(UTC), _BEGAN)
    except IntegrityError:
        raise _busy() from None


async def _undo(here: Services, place: str) -> None:
    async with here.database.writing() as session:
        await repeats.undo(session, place)


def _again(earlier: repeats.Earlier, mark: str) -> JSONResponse:
    if not hmac.compare_digest(earlier.request, mark):
        raise HTTPException(422, "this Idempotency-Key came with another request before")
    if earlier.answer is None:
        raise _busy()
    return JSONResponse(earlier.answer, earlier.status, {"idempotency-replayed": "true"})


def _busy() -> HTTPException:
    return HTTPException(
        409, "the first request with this key is worked on", headers={"retry-after": RETRY_S}
    )
