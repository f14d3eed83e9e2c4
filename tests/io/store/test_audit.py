"""The audit trail."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime

from sqlalchemy import select

from mailmend.io.store.audit import note
from mailmend.io.store.models import AuditRow
from tests.io.store.conftest import opened

_opened = contextlib.asynccontextmanager(opened)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_who_did_what_is_written_down_in_order(database_url: str) -> None:
    """Each with its moment and its details."""

    async def check() -> None:
        async with _opened(database_url) as database:
            for action in ("created", "closed"):
                async with database.writing() as session:
                    await note(session, "user:1", action, "case:2", NOW, was="open")
            async with database.reading() as session:
                rows = list(await session.scalars(select(AuditRow).order_by(AuditRow.id)))
            assert [row.action for row in rows] == ["created", "closed"]
            assert (rows[0].at, rows[0].detail) == (NOW, {"was": "open"})

    asyncio.run(check())
