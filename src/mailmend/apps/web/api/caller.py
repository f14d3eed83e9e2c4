"""Who calls the API, and what the token allows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from mailmend.apps.web.access import Here
from mailmend.apps.web.services import Services
from mailmend.io.store.api.tokens import Scope, Token, token_of

_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    description="A token of `mailmend token create`, as `Authorization: Bearer mm_…`.",
)
Given = Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]


@dataclass(frozen=True, slots=True)
class Caller:
    """A valid token; ``secret`` is its text, of which nothing is kept."""

    token: Token
    secret: str = field(repr=False)

    @property
    def owner(self) -> str:
        """Whose cases the caller makes and sees."""
        return self.token.owner


async def caller_of(here: Services, secret: str) -> Caller | None:
    """The caller with that token, where it is valid."""
    async with here.database.reading() as session:
        token = await token_of(session, secret, datetime.now(UTC))
    return Caller(token, secret) if token is not None else None


def allowed(scope: Scope) -> Callable[..., Awaitable[Caller]]:
    """A dependency: the caller, whose token must have the scope (RFC 6750 section 3.1)."""

    async def check(here: Here, given: Given) -> Caller:
        caller = await caller_of(here, given.credentials) if given is not None else None
        if caller is None:
            raise HTTPException(
                401, "give a valid token", headers={"www-authenticate": 'Bearer realm="mailmend"'}
            )
        if scope not in caller.token.scopes:
            raise HTTPException(
                403,
                f"the token lacks the scope {scope}",
                headers={"www-authenticate": f'Bearer error="insufficient_scope" scope="{scope}"'},
            )
        return caller

    return check


Reader = Annotated[Caller, Depends(allowed("read"))]
Asker = Annotated[Caller, Depends(allowed("diagnose"))]
Sender = Annotated[Caller, Depends(allowed("send"))]
Publisher = Annotated[Caller, Depends(allowed("publish"))]
Hooker = Annotated[Caller, Depends(allowed("webhooks"))]
