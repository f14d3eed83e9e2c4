"""The history of a case: rows are added, never changed; the database itself refuses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.desk.models import DeskCaseRow, EventRow
from mailmend.io.store.models import CaseRow

MAX_SHOWN = 500


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """Who did what when; ``kind`` is a word of ``apps/web/desk/history.py``."""

    at: datetime
    actor: str
    kind: str
    detail: dict[str, Any]


async def add_event(
    session: AsyncSession, case_id: str, actor: str, kind: str, at: datetime, **detail: Any
) -> None:
    """Write it down; ``detail`` holds no secret. Who of the desk does something takes the case."""
    session.add(EventRow(case_id=case_id, at=at, actor=actor, kind=kind, detail=detail))
    if actor.startswith("user:") and await session.get(DeskCaseRow, case_id) is None:
        session.add(DeskCaseRow(case_id=case_id, state="open"))
    await session.execute(update(CaseRow).where(CaseRow.id == case_id).values(updated_at=at))


async def events_of(session: AsyncSession, case_id: str) -> tuple[StoredEvent, ...]:
    """What was done in a case, the latest first."""
    rows = await session.scalars(
        select(EventRow)
        .where(EventRow.case_id == case_id)
        .order_by(EventRow.id.desc())
        .limit(MAX_SHOWN)
    )
    return tuple(StoredEvent(row.at, row.actor, row.kind, row.detail) for row in rows)
