"""Signed-in browsers: the server knows each, so that each can be signed out."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.cases import hashed
from mailmend.io.store.desk.models import SessionRow
from mailmend.io.store.desk.users import StoredUser, find_user

LASTS = timedelta(hours=12)
"""A session ends so long after the sign-in, whatever happens."""
IDLE = timedelta(hours=2)
"""It ends earlier where nobody used it for so long."""
NOTED = timedelta(minutes=1)
"""Use is written down at most so often."""


async def open_session(session: AsyncSession, user_id: str, at: datetime) -> str:
    """A new signed-in browser; its token (256 random bits), which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    session.add(
        SessionRow(
            token=hashed(token), user_id=user_id, created_at=at, seen_at=at, expires_at=at + LASTS
        )
    )
    await session.flush()
    return token


async def user_of_session(
    session: AsyncSession, token: str, at: datetime
) -> tuple[StoredUser, bool] | None:
    """Who is signed in there, and whether the use should be written down; ``None``: nobody."""
    row = await session.get(SessionRow, hashed(token))
    if row is None or row.expires_at <= at or row.seen_at + IDLE <= at:
        return None
    user = await find_user(session, row.user_id)
    if user is None or user.disabled_at is not None:
        return None
    return user, row.seen_at + NOTED <= at


async def note_use(session: AsyncSession, token: str, at: datetime) -> None:
    """The session was used."""
    row = await session.get(SessionRow, hashed(token))
    if row is not None:
        row.seen_at = at


async def end_session(session: AsyncSession, token: str) -> None:
    """Sign this browser out."""
    await session.execute(delete(SessionRow).where(SessionRow.token == hashed(token)))


async def end_sessions_of(session: AsyncSession, user_id: str) -> None:
    """Sign the person out everywhere."""
    await session.execute(delete(SessionRow).where(SessionRow.user_id == user_id))


async def sessions_of(session: AsyncSession, user_id: str, at: datetime) -> int:
    """In how many browsers the person is signed in."""
    counted = await session.scalar(
        select(func.count())
        .select_from(SessionRow)
        .where(
            SessionRow.user_id == user_id,
            SessionRow.expires_at > at,
            SessionRow.seen_at > at - IDLE,
        )
    )
    return counted or 0


async def forget_sessions(session: AsyncSession, at: datetime) -> None:
    """Delete the sessions that are over."""
    await session.execute(delete(SessionRow).where(SessionRow.expires_at <= at))
