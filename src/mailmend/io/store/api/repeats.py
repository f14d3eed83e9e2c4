"""Requests that may come twice: the second gets the first one's answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.api.models import RepeatRow

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known of an earlier request with the key; ``answer`` is ``None`` until it is made."""

    request: str
    status: int
    answer: dict[str, Any] | None
    begun_at: datetime


async def begin(
    session: AsyncSession, key: str, request: str, at: datetime, since: datetime
) -> Earlier | None:
    """Write down that the request has begun; what is known where the key was used before.

    A request that an earlier process (before ``since``) left without an answer begins again. Raises
    ``IntegrityError`` where another request with the key begins at the same moment.
    """
    row = await session.get(RepeatRow, key)
    if row is not None and (row.answer is not None or row.created_at >= since):
        return Earlier(row.request, row.status or 0, row.answer, row.created_at)
    if row is not None and row.request != request:
        return Earlier(row.request, 0, None, row.created_at)
    await session.merge(
        RepeatRow(key=key, request=request, status=None, answer=None, created_at=at)
    )
    await session.flush()
    return None


async def answered(session: AsyncSession, key: str, status: int, answer: dict[str, Any]) -> None:
    """Keep the answer."""
    row = await session.get_one(RepeatRow, key)
    row.status, row.answer = status, answer


async def undo(session: AsyncSession, key: str) -> None:
    """The request came to nothing and may be sent again."""
    await session.execute(delete(RepeatRow).where(RepeatRow.key == key))


async def forget_old(session: AsyncSession, at: datetime) -> None:
    """Delete what is older than a day."""
    await session.execute(delete(RepeatRow).where(RepeatRow.created_at < at - KEPT))


__all__ = ["Earlier", "IntegrityError", "answered", "begin", "forget_old", "undo"]
