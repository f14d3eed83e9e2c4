"""Signing in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse

from mailmend.apps.web.desk.door import MAX_NAME, Refused, is_inside, sign_in
from mailmend.apps.web.desk.pages import desk_page
from mailmend.apps.web.desk.route import DeskRoute
from mailmend.apps.web.desk.signed import Here, ViewerForm, drop, keep, token_of
from mailmend.apps.web.services import Services
from mailmend.apps.web.visitor import check_form, client_address, remember, visitor_of
from mailmend.io.store.desk.sessions import end_session, end_sessions_of
from mailmend.secret import Secret

router = APIRouter(route_class=DeskRoute)
HOME = "/desk/cases"
MAX_FIELD = 4096


class Sent(BaseModel):
    """The form of the sign-in."""

    csrf: str = Field("", max_length=MAX_FIELD)
    name: str = Field("", max_length=MAX_FIELD)
    password: str = Field("", max_length=MAX_FIELD, repr=False)
    next: str = Field("", max_length=MAX_FIELD)


@router.get("/sign-in")
async def door(request: Request, here: Here, next: str = "") -> Response:
    """The form."""
    return _form(request, here, next)


@router.post("/sign-in")
async def enter(request: Request, here: Here, sent: Annotated[Sent, Form()]) -> Response:
    """Sign in. A session that the browser had before ends."""
    check_form(visitor_of(request, here.config), sent.csrf)
    client = client_address(request, here.config.proxies)
    former = token_of(request, here.config)
    secret = Secret(sent.password)
    try:
        token = await sign_in(here, sent.name, secret, client, former)
    except Refused:
        return _form(request, here, sent.next, sent.name[:MAX_NAME], refused=True)
    response = RedirectResponse(sent.next if is_inside(sent.next) else HOME, 303)
    keep(response, token, here.config)
    return response


@router.post("/sign-out")
async def leave(here: Here, posted: ViewerForm) -> Response:
    """Sign this browser out."""
    async with here.database.writing() as session:
        await end_session(session, posted.who.token)
    return _left(here)


@router.post("/sign-out-everywhere")
async def leave_everywhere(here: Here, posted: ViewerForm) -> Response:
    """Sign the person out in every browser."""
    async with here.database.writing() as session:
        await end_sessions_of(session, posted.who.user.id)
    return _left(here)


def _left(here: Services) -> Response:
    response = RedirectResponse("/desk/sign-in", 303)
    drop(response, here.config)
    return response


def _form(
    request: Request, here: Services, after: str, name: str = "", *, refused: bool = False
) -> Response:
    visitor = visitor_of(request, here.config)
    response = desk_page(
        request,
        "sign_in.html",
        None,
        403 if refused else 200,
        csrf=visitor.csrf,
        name=name,
        refused=refused,
        after=after if is_inside(after) else "",
        oidc=here.config.oidc,
    )
    remember(response, visitor, here.config)
    return response
