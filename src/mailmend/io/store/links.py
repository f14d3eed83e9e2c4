"""Expiring links: whoever holds the token may see one thing of one case, until it ends."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.cases import hashed
from mailmend.io.store.models import LinkRow

Purpose = Literal["profile", "case"]


async def add_link(
    session: AsyncSession, case_id: str, purpose: Purpose, at: datetime, lasts: timedelta
) -> str:
    """A new link; its token (128 random bits), which is kept nowhere."""
    token = secrets.token_urlsafe(16)
    session.add(
        LinkRow(
            token=hashed(token),
            case_id=case_id,
            purpose=purpose,
            created_at=at,
            expires_at=at + lasts,
        )
    )
    return token


async def case_of_link(
    session: AsyncSession, token: str, purpose: Purpose, at: datetime
) -> str | None:
    """The case that the token opens; ``None`` where it is unknown, over or taken back."""
    row = await session.get(LinkRow, hashed(token))
    if row is None or row.purpose != purpose or row.revoked_at is not None or row.expires_at <= at:
        return None
    return row.case_id


async def revoke_links(session: AsyncSession, case_id: str, purpose: Purpose, at: datetime) -> None:
    """Take every link of that purpose back."""
    await session.execute(
        update(LinkRow)
        .where(LinkRow.case_id == case_id, LinkRow.purpose == purpose)
        .values(revoked_at=at)
    )


async def forget_expired(session: AsyncSession, at: datetime) -> None:
    """Delete what opens nothing any more."""
    await session.execute(delete(LinkRow).where(LinkRow.expires_at <= at))
