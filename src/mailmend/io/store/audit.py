"""The audit trail: rows are added and never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.models import AuditRow


async def note(
    session: AsyncSession, actor: str, action: str, target: str, at: datetime, **detail: Any
) -> None:
    """Write down who did what to what; ``detail`` holds no secret."""
    session.add(AuditRow(at=at, actor=actor, action=action, target=target, detail=detail))
