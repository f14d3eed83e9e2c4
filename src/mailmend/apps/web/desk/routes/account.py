"""A person's own account: the password, and where they are signed in."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from mailmend.apps.web.desk.door import begin
from mailmend.apps.web.desk.limits import sign_in_buckets
from mailmend.apps.web.desk.pages import desk_page
from mailmend.apps.web.desk.passwords import LONGEST, checked, checks_out, hashed_password
from mailmend.apps.web.desk.route import DeskRoute
from mailmend.apps.web.desk.signed import Here, Posted, Signed, Viewer, ViewerForm, keep
from mailmend.apps.web.rates import draw, refund
from mailmend.apps.web.services import Services
from mailmend.apps.web.visitor import client_address
from mailmend.case import InputError
from mailmend.io.store.audit import note
from mailmend.io.store.desk.sessions import end_sessions_of, sessions_of
from mailmend.io.store.desk.users import set_password
from mailmend.secret import Secret

router = APIRouter(route_class=DeskRoute)


@router.get("/account")
async def account(request: Request, here: Here, who: Viewer, changed: str = "") -> Response:
    """Who one is, and the form for another password."""
    return await _page(request, here, who, changed=bool(changed))


@router.post("/account/password")
async def password(request: Request, here: Here, posted: ViewerForm) -> Response:
    """Another password: every other session ends, this one gets a new token."""
    who = posted.who
    try:
        fresh = await _proved(request, here, posted)
    except InputError as refusal:
        return await _page(request, here, who, 400, refusal=str(refusal))
    kept = await asyncio.to_thread(hashed_password, fresh)
    async with here.database.writing() as session:
        await set_password(session, who.user.id, kept)
        await end_sessions_of(session, who.user.id)
        await note(session, who.user.actor, "password", who.user.name, datetime.now(UTC))
    response = RedirectResponse("/desk/account?changed=yes", 303)
    keep(response, await begin(here, who.user, None), here.config)
    return response


async def _proved(request: Request, here: Services, posted: Posted) -> Secret:
    """The new password, where the present one was right. Raises ``InputError``, ``TooMany``."""
    user = posted.who.user
    if user.password is None:
        raise InputError("you sign in at the identity provider and have no password here")
    fresh = checked(Secret(posted.text("fresh")), user.name)
    if posted.text("fresh") != posted.text("again"):
        raise InputError("the two new passwords are not the same")
    tries = sign_in_buckets(user.name, client_address(request, here.config.proxies))
    await draw(here.database, tries)
    if not await checks_out(user.password, Secret(posted.text("present")[:LONGEST])):
        raise InputError("the present password is another one")
    await refund(here.database, tries)
    return fresh


async def _page(
    request: Request,
    here: Services,
    who: Signed,
    status: int = 200,
    *,
    refusal: str = "",
    changed: bool = False,
) -> Response:
    async with here.database.reading() as session:
        browsers = await sessions_of(session, who.user.id, datetime.now(UTC))
    return desk_page(
        request, "account.html", who, status, refusal=refusal, changed=changed, browsers=browsers
    )
