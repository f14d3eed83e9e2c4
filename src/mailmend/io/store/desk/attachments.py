"""What files and texts told of a case; a file itself is not kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.cases import new_id
from mailmend.io.store.desk.models import AttachmentRow

Attached = Literal["log", "settings", "text"]
MAX_OF_CASE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """What was read in one file or text; ``facts`` are documents as in a report."""

    kind: Attached
    name: str
    size: int
    facts: tuple[dict[str, Any], ...] = ()
    notes: tuple[str, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True)
class StoredAttachment:
    """What was told, and when it was attached."""

    id: str
    at: datetime
    told: Told


async def add_attachment(session: AsyncSession, case_id: str, told: Told, at: datetime) -> str:
    """Keep what was read; the id."""
    row = AttachmentRow(
        id=new_id(),
        case_id=case_id,
        at=at,
        kind=told.kind,
        name=told.name[:200],
        size=told.size,
        facts=list(told.facts),
        notes=list(told.notes),
        text=told.text,
    )
    session.add(row)
    await session.flush()
    return row.id


async def attachments_of(session: AsyncSession, case_id: str) -> tuple[StoredAttachment, ...]:
    """All of a case, the latest first."""
    rows = await session.scalars(
        select(AttachmentRow)
        .where(AttachmentRow.case_id == case_id)
        .order_by(AttachmentRow.at.desc(), AttachmentRow.id)
        .limit(MAX_OF_CASE)
    )
    return tuple(_stored(row) for row in rows)


async def remove_attachment(session: AsyncSession, case_id: str, attachment_id: str) -> bool:
    """Take it off the case; whether it was there."""
    gone = await session.execute(
        delete(AttachmentRow)
        .where(AttachmentRow.case_id == case_id, AttachmentRow.id == attachment_id)
        .returning(AttachmentRow.id)
    )
    return gone.first() is not None


def _stored(row: AttachmentRow) -> StoredAttachment:
    told = Told(
        cast("Attached", row.kind),
        row.name,
        row.size,
        tuple(row.facts),
        tuple(row.notes),
        row.text,
    )
    return StoredAttachment(row.id, row.at, told)
