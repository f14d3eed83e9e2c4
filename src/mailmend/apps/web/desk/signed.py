"""Who is signed in, and whether their role may do what is asked."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from mailmend.apps.web.config import WebConfig
from mailmend.apps.web.services import Services, services
from mailmend.apps.web.visitor import Forged
from mailmend.io.store.desk.sessions import LASTS, note_use, user_of_session
from mailmend.io.store.desk.tenants import StoredTenant, find_tenant
from mailmend.io.store.desk.users import ROLES, Role, StoredUser

MAX_FIELDS = 60
MAX_TEXT = 64 * 1024
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}\Z")
Here = Annotated[Services, Depends(services)]


class NotSignedIn(Exception):
    """Nobody is signed in there, or not any more."""


class NotAllowed(Exception):
    """The role does not reach so far."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A person who is signed in; ``token`` is the secret of the session."""

    user: StoredUser
    tenant: StoredTenant
    token: str = field(repr=False)

    @property
    def csrf(self) -> str:
        """What the forms of this session carry; nobody can make it without the cookie."""
        return hmac.new(self.token.encode(), b"desk form", hashlib.sha256).hexdigest()[:32]

    def may(self, role: Role) -> bool:
        """Whether the person's role is that one or more."""
        return ROLES.index(self.user.role) >= ROLES.index(role)


def cookie_name(config: WebConfig) -> str:
    """The cookie of the session, apart from the visitor's."""
    return "__Host-mailmend-desk" if config.secure else "mailmend-desk"


def keep(response: Response, token: str, config: WebConfig) -> None:
    """Set the cookie of a session that was just opened."""
    response.set_cookie(
        cookie_name(config),
        token,
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=config.secure,
        httponly=True,
        samesite="lax",
    )


def drop(response: Response, config: WebConfig) -> None:
    """Take the cookie back."""
    response.delete_cookie(
        cookie_name(config), path="/", secure=config.secure, httponly=True, samesite="lax"
    )


def token_of(request: Request, config: WebConfig) -> str | None:
    """The token that the browser sent, if it can be one."""
    token = request.cookies.get(cookie_name(config), "")
    return token if _TOKEN.match(token) else None


async def signed(request: Request, here: Here) -> Signed:
    """Who is signed in. Raises ``NotSignedIn``."""
    token = token_of(request, here.config)
    if token is None:
        raise NotSignedIn
    now = datetime.now(UTC)
    async with here.database.reading() as session:
        found = await user_of_session(session, token, now)
        tenant = await find_tenant(session, found[0].tenant) if found else None
    if found is None or tenant is None:
        raise NotSignedIn
    user, stale = found
    if stale:
        async with here.database.writing() as session:
            await note_use(session, token, now)
    return Signed(user, tenant, token)


def _at_least(role: Role) -> Callable[..., Awaitable[Signed]]:
    async def check(who: Annotated[Signed, Depends(signed)]) -> Signed:
        if not who.may(role):
            raise NotAllowed
        return who

    return check


Viewer = Annotated[Signed, Depends(_at_least("viewer"))]
Engineer = Annotated[Signed, Depends(_at_least("engineer"))]
Admin = Annotated[Signed, Depends(_at_least("admin"))]


@dataclass(frozen=True, slots=True)
class Posted:
    """A form that was sent from a page of this session."""

    who: Signed
    form: FormData = field(repr=False)

    def text(self, name: str) -> str:
        """A field; empty where it is missing."""
        value = self.form.get(name, "")
        return value.replace("\0", "") if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A field that may be there several times."""
        return tuple(value for value in self.form.getlist(name) if isinstance(value, str))

    def file(self, name: str) -> UploadFile | None:
        """A file that was chosen."""
        value = self.form.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None


def _posted_by(role: Role) -> Callable[..., Awaitable[Posted]]:
    allowed = _at_least(role)

    async def check(request: Request, who: Annotated[Signed, Depends(allowed)]) -> Posted:
        form = await request.form(max_files=1, max_fields=MAX_FIELDS, max_part_size=MAX_TEXT * 4)
        sent = form.get("csrf", "")
        if not isinstance(sent, str) or not hmac.compare_digest(who.csrf.encode(), sent.encode()):
            raise Forged
        return Posted(who, form)

    # FastAPI reads the annotations where the function is defined, not in this closure.
    check.__annotations__["who"] = Annotated[Signed, Depends(allowed)]
    check.__annotations__["request"] = Request
    return check


ViewerForm = Annotated[Posted, Depends(_posted_by("viewer"))]
EngineerForm = Annotated[Posted, Depends(_posted_by("engineer"))]
AdminForm = Annotated[Posted, Depends(_posted_by("admin"))]
