"""The audit trail: rows are added and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.models import AuditRow


async def note(
    session: AsyncSession, actor: str, action: str, target: str, at: datetime, **detail: Any
) -> None:
    """Write down who did what to what; ``detail`` holds no secret."""
    session.add(AuditRow(at=at, actor=actor, action=action, target=target, detail=detail))


@dataclass(frozen=True, slots=True)
class Noted:
    """One row of the trail."""

    at: datetime
    actor: str
    action: str
    target: str
    detail: dict[str, Any]


async def trail_of(
    session: AsyncSession, actors: Sequence[str], before: int | None = None, limit: int = 100
) -> tuple[tuple[int, Noted], ...]:
    """What these did, the latest first; each with its number, from which the next page goes on."""
    wanted = select(AuditRow).where(AuditRow.actor.in_(actors))
    if before is not None:
        wanted = wanted.where(AuditRow.id < before)
    rows = await session.scalars(wanted.order_by(AuditRow.id.desc()).limit(limit))
    return tuple(
        (row.id, Noted(row.at, row.actor, row.action, row.target, row.detail)) for row in rows
    )
