"""The link that support sends a customer: it opens the case on the owner's page."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.responses import RedirectResponse

from mailmend.apps.web.access import Here
from mailmend.apps.web.job import Job
from mailmend.apps.web.language import COOKIE
from mailmend.apps.web.rates import draw, look_buckets
from mailmend.apps.web.services import Services
from mailmend.apps.web.visitor import client_address, networks_of, remember, visitor_of
from mailmend.case import case_from_mapping
from mailmend.io.store.cases import StoredCase, case_for_visitor, find_case, grant
from mailmend.io.store.desk.events import add_event
from mailmend.io.store.links import case_of_link
from mailmend.io.store.runs import runs_of

router = APIRouter(include_in_schema=False)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}\Z")


@router.get("/c/{token}")
async def open_link(request: Request, here: Here, token: str) -> Response:
    """Let this browser see the case. A link that is unknown, over or taken back is 404 alike."""
    visitor, now = visitor_of(request, here.config), datetime.now(UTC)
    async with here.database.writing() as session:
        case_id = await case_of_link(session, token, "case", now) if _TOKEN.match(token) else None
        stored = await find_case(session, case_id) if case_id is not None else None
        if stored is None:
            raise HTTPException(404)
        if await case_for_visitor(session, stored.id, visitor.token) is None:
            await grant(session, stored.id, visitor.token, now)
            await add_event(session, stored.id, "customer", "visited", now)
        runs = await runs_of(session, stored.id)
    if not runs:
        await _first_look(request, here, stored)
    response = RedirectResponse(f"/case/{stored.id}", 303)
    remember(response, visitor, here.config)
    if COOKIE not in request.cookies:
        response.set_cookie(
            COOKIE, stored.language, secure=here.config.secure, httponly=True, samesite="lax"
        )
    return response


async def _first_look(request: Request, here: Services, stored: StoredCase) -> None:
    """Nobody has looked yet: the customer is the first."""
    case = case_from_mapping(stored.document)
    client = client_address(request, here.config.proxies)
    await draw(here.database, look_buckets(here.config.rates, client, case.domain))
    await here.runner.start(Job(stored.id, case, asker=networks_of(client)[-1]))
