"""Where the caller is told that a diagnosis or a verification is over."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from mailmend.apps.web.access import Here
from mailmend.apps.web.api.caller import Hooker
from mailmend.apps.web.api.once import Key, once
from mailmend.apps.web.api.shapes import Id, WebhookIn, WebhookOut
from mailmend.apps.web.api.strict import StrictRoute
from mailmend.case import InputError
from mailmend.io.store.api.webhooks import Webhook, add_webhook, remove_webhook, webhooks_of
from mailmend.wire.web_address import parse

MAX_WEBHOOKS = 20
router = APIRouter(route_class=StrictRoute, tags=["webhooks"], prefix="/webhooks")


@router.post("", status_code=201, response_model=WebhookOut)
async def create(
    request: Request, here: Here, caller: Hooker, asked: WebhookIn, key: Key = None
) -> Response:
    """Tell this address, signed as Standard Webhooks does, with the secret of the answer."""
    url = _checked(asked.url)

    async def make() -> dict[str, Any]:
        async with here.database.writing() as session:
            if len(await webhooks_of(session, caller.owner)) >= MAX_WEBHOOKS:
                raise HTTPException(409, f"there are {MAX_WEBHOOKS} webhooks already")
            made = await add_webhook(session, caller.owner, url, datetime.now(UTC))
        return _shape(made, made.secret).model_dump(mode="json")

    return await once(request, here, caller, make, key=key, status=201)


@router.get("")
async def listing(here: Here, caller: Hooker) -> list[WebhookOut]:
    """The caller's webhooks, without their secrets."""
    async with here.database.reading() as session:
        return [_shape(one) for one in await webhooks_of(session, caller.owner)]


@router.delete("/{webhook_id}", status_code=204)
async def remove(here: Here, caller: Hooker, webhook_id: Id) -> Response:
    """Tell it nothing any more, and forget what waits for it."""
    async with here.database.writing() as session:
        if not await remove_webhook(session, caller.owner, webhook_id):
            raise HTTPException(404, "there is no such webhook")
    return Response(status_code=204)


def _checked(url: str) -> str:
    """Raises ``InputError`` for what is no plain web address."""
    try:
        parse(url)
    except ValueError as fault:
        raise InputError(f"the url cannot be used: {fault}") from None
    return url


def _shape(hook: Webhook, secret: str | None = None) -> WebhookOut:
    return WebhookOut(id=hook.id, url=hook.url, created_at=hook.created_at, secret=secret)
