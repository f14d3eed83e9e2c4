"""API tokens: random, kept as hashes, with scopes."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast, get_args

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.api.models import TokenRow
from mailmend.io.store.cases import hashed, new_id

Scope = Literal["read", "diagnose", "send", "publish", "webhooks"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
PREFIX = "mm_"


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret. ``owner`` is whose cases it makes and sees."""

    id: str
    name: str
    owner: str
    scopes: frozenset[Scope]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None

    def valid(self, at: datetime) -> bool:
        """Whether it opens anything at that moment."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


async def create_token(
    session: AsyncSession,
    name: str,
    scopes: Sequence[Scope],
    at: datetime,
    *,
    owner: str | None = None,
    expires_at: datetime | None = None,
) -> tuple[Token, str]:
    """A new token and its text, which is shown once and kept nowhere."""
    text, token_id = PREFIX + secrets.token_urlsafe(32), new_id()
    row = TokenRow(
        id=token_id,
        token=hashed(text),
        name=name,
        owner=owner or f"token-{token_id}",
        scopes=list(scopes),
        created_at=at,
        expires_at=expires_at,
        revoked_at=None,
    )
    session.add(row)
    await session.flush()
    return _token(row), text


async def token_of(session: AsyncSession, text: str, at: datetime) -> Token | None:
    """The token of that text, where it is valid."""
    row = await session.scalar(select(TokenRow).where(TokenRow.token == hashed(text)))
    found = _token(row) if row is not None else None
    return found if found is not None and found.valid(at) else None


async def every_token(session: AsyncSession) -> list[Token]:
    """All of them, the newest first."""
    rows = await session.scalars(select(TokenRow).order_by(TokenRow.created_at.desc()))
    return [_token(row) for row in rows]


async def revoke_token(session: AsyncSession, token_id: str, at: datetime) -> bool:
    """Take it back; whether there was such a token that was not taken back before."""
    row = await session.get(TokenRow, token_id)
    if row is None or row.revoked_at is not None:
        return False
    row.revoked_at = at
    return True


def _token(row: TokenRow) -> Token:
    return Token(
        row.id,
        row.name,
        row.owner,
        frozenset(cast("Sequence[Scope]", row.scopes)),
        row.created_at,
        row.expires_at,
        row.revoked_at,
    )
