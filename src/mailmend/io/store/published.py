"""The domains whose settings are published, each proven by a login."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.models import PublishedRow
from mailmend.settings_files.pattern import Pattern, pattern_from_document

Version = tuple[int, datetime | None]
"""Changes whenever a domain is published, published again or taken back."""


@dataclass(frozen=True, slots=True)
class Published:
    """One domain: its settings, and when and with which mailbox they were seen to work."""

    pattern: Pattern
    verified_at: datetime
    verified_with: str


async def publish(session: AsyncSession, pattern: Pattern, mailbox: str, at: datetime) -> None:
    """Publish the settings, in place of those before."""
    row = PublishedRow(
        domain=pattern.domain, document=pattern.document(), verified_at=at, verified_with=mailbox
    )
    await session.merge(row)


async def take_back(session: AsyncSession, domain: str) -> bool:
    """Publish nothing for that domain any more; whether there was something."""
    gone = await session.scalar(
        delete(PublishedRow).where(PublishedRow.domain == domain).returning(PublishedRow.domain)
    )
    return gone is not None


async def every(session: AsyncSession) -> Sequence[Published]:
    """All of them by name. Raises ``NotUsable`` for a row that is damaged."""
    rows = await session.scalars(select(PublishedRow).order_by(PublishedRow.domain))
    return [
        Published(pattern_from_document(row.document), row.verified_at, row.verified_with)
        for row in rows
    ]


async def version(session: AsyncSession) -> Version:
    """What tells that something changed."""
    count, latest = (
        await session.execute(select(func.count(), func.max(PublishedRow.verified_at)))
    ).one()
    return count, latest
