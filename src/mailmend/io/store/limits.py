"""Token buckets that survive restarts. The keys are hashed: no address of a visitor is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.models import LimitRow


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is limited (``name`` and ``of``, such as a mailbox): ``size`` at once, and per hour."""

    name: str
    of: str
    size: float
    per_hour: float

    @property
    def key(self) -> str:
        """The row of this bucket."""
        return hashlib.sha256(f"{self.name}\0{self.of}".encode("utf-8", "replace")).hexdigest()


async def take(
    session: AsyncSession, buckets: Sequence[Bucket], at: datetime, cost: float = 1.0
) -> float:
    """Take ``cost`` from every bucket or from none.

    Returns 0.0 where it was taken, else the seconds until it could be. Rows are locked in one
    order, so that two requests never wait for each other.
    """
    levels: dict[str, float] = {}
    wait = 0.0
    for bucket in sorted(buckets, key=lambda each: each.key):
        row = await _row(session, bucket.key)
        levels[bucket.key] = level = _level(row, bucket, at)
        if level < cost:
            wait = max(wait, (cost - level) * 3600 / bucket.per_hour)
    if wait == 0.0:
        for key, level in levels.items():
            await session.merge(LimitRow(key=key, tokens=level - cost, at=at))
    return wait


async def give_back(
    session: AsyncSession, buckets: Sequence[Bucket], at: datetime, cost: float = 1.0
) -> None:
    """Undo a ``take``."""
    for bucket in sorted(buckets, key=lambda each: each.key):
        level = _level(await _row(session, bucket.key), bucket, at)
        await session.merge(LimitRow(key=bucket.key, tokens=min(bucket.size, level + cost), at=at))


async def forget_full(session: AsyncSession, at: datetime) -> None:
    """Delete the rows of buckets that nobody used for a day."""
    await session.execute(delete(LimitRow).where(LimitRow.at < at - timedelta(days=1)))


async def _row(session: AsyncSession, key: str) -> LimitRow | None:
    return await session.scalar(select(LimitRow).where(LimitRow.key == key).with_for_update())


def _level(row: LimitRow | None, bucket: Bucket, at: datetime) -> float:
    """What is in it now; a clock that was set back fills nothing."""
    if row is None:
        return bucket.size
    hours = max((at - row.at).total_seconds(), 0.0) / 3600
    return min(bucket.size, row.tokens + hours * bucket.per_hour)
