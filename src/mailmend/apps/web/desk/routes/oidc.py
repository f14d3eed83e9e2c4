"""Signing in at the operator's identity provider."""

from __future__ import annotations

import logging
import secrets
from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.responses import RedirectResponse

from mailmend.apps.web.desk.door import begin, is_inside
from mailmend.apps.web.desk.limits import start_buckets
from mailmend.apps.web.desk.provider import Provider, ProviderFailed
from mailmend.apps.web.desk.route import DeskRoute, problem
from mailmend.apps.web.desk.signed import Here, keep, token_of
from mailmend.apps.web.rates import draw
from mailmend.apps.web.services import Services
from mailmend.apps.web.visitor import client_address, remember, visitor_of
from mailmend.io.store.desk.identities import (
    UnderWay,
    begin_sign_in,
    end_sign_in,
    user_of_identity,
)
from mailmend.io.store.desk.users import StoredUser
from mailmend.wire.id_token import Identity, TokenRefused

router = APIRouter(route_class=DeskRoute)
MAX_CODE = 2048
HOME = "/desk/cases"
FAILED = ("The sign-in did not come about", "Try once more, or sign in with a password.")
NOBODY = (
    "Nobody of this desk",
    "The provider knows you, the desk does not. Its operator adds people by their mail address.",
)
_log = logging.getLogger("mailmend.web")


@router.get("/oidc/start")
async def start(request: Request, here: Here, next: str = "") -> Response:
    """Send the browser to the provider."""
    provider = _provider(request, here)
    visitor = visitor_of(request, here.config)
    client = client_address(request, here.config.proxies)
    await draw(here.database, start_buckets(client))
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    try:
        there = await provider.way_there(state, nonce, verifier)
    except ProviderFailed as fault:
        return _failed(request, fault)
    under_way = UnderWay(verifier, nonce, next if is_inside(next) else HOME)
    async with here.database.writing() as session:
        await begin_sign_in(session, state, visitor.token, under_way, datetime.now(UTC))
    response = RedirectResponse(there, 303)
    remember(response, visitor, here.config)
    return response


@router.get("/oidc/callback")
async def callback(
    request: Request, here: Here, state: str = "", code: str = "", iss: str = ""
) -> Response:
    """Take the person in whom the provider sends back. A link to here alone signs nobody in."""
    provider, now = _provider(request, here), datetime.now(UTC)
    visitor = visitor_of(request, here.config)
    async with here.database.writing() as session:
        under_way = await end_sign_in(session, state[:MAX_CODE], visitor.token, now)
    oidc = here.config.oidc
    if (
        under_way is None
        or not 0 < len(code) <= MAX_CODE
        or (iss and iss != (oidc and oidc.issuer))
    ):
        return problem(request, 403, FAILED)
    try:
        found = await provider.identity_for(code, under_way.verifier, under_way.nonce)
    except (ProviderFailed, TokenRefused) as fault:
        return _failed(request, fault)
    user = await _user(here, found)
    if user is None:
        return problem(request, 403, NOBODY)
    response = RedirectResponse(under_way.after, 303)
    keep(response, await begin(here, user, token_of(request, here.config)), here.config)
    return response


async def _user(here: Services, found: Identity) -> StoredUser | None:
    """Who of the desk that is; nobody who was shut out."""
    async with here.database.writing() as session:
        user = await user_of_identity(session, found.issuer, found.subject, found.email)
    return user if user is not None and user.disabled_at is None else None


def _provider(request: Request, here: Services) -> Provider:
    """The provider of this server, kept with the application. 404 where there is none."""
    if here.config.oidc is None:
        raise HTTPException(404)
    state = request.app.state
    if not hasattr(state, "oidc_provider"):
        state.oidc_provider = Provider(here.config, here.config.oidc)
    found = state.oidc_provider
    assert isinstance(found, Provider)
    return found


def _failed(request: Request, fault: Exception) -> Response:
    _log.warning("a sign-in at the identity provider failed: %s", fault)
    return problem(request, 403, FAILED)
