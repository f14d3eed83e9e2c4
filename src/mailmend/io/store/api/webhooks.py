"""Webhooks and the messages that wait for them (an outbox: written with what they tell of)."""

from __future__ import annotations

import secrets
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.api.models import MessageRow, WebhookRow
from mailmend.io.store.cases import new_id
from mailmend.io.store.models import CaseRow, RunRow

MAX_TRIES = 12
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where to send; ``secret`` begins with ``whsec_`` and is base64 after that."""

    id: str
    owner: str
    url: str
    secret: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """A message whose time has come."""

    id: str
    webhook: Webhook
    body: dict[str, Any]
    tries: int


async def add_webhook(session: AsyncSession, owner: str, url: str, at: datetime) -> Webhook:
    """A new webhook with a new secret."""
    secret = "whsec_" + b64encode(secrets.token_bytes(32)).decode("ascii")
    row = WebhookRow(id=new_id(), owner=owner, url=url, secret=secret, created_at=at)
    session.add(row)
    await session.flush()
    return _webhook(row)


async def webhooks_of(session: AsyncSession, owner: str) -> list[Webhook]:
    """Those of that owner, the oldest first."""
    rows = await session.scalars(
        select(WebhookRow).where(WebhookRow.owner == owner).order_by(WebhookRow.created_at)
    )
    return [_webhook(row) for row in rows]


async def remove_webhook(session: AsyncSession, owner: str, webhook_id: str) -> bool:
    """Delete it with what waits for it; whether the owner had it."""
    gone = await session.scalar(
        delete(WebhookRow)
        .where(WebhookRow.id == webhook_id, WebhookRow.owner == owner)
        .returning(WebhookRow.id)
    )
    return gone is not None


async def announce(session: AsyncSession, run_id: str, at: datetime) -> None:
    """Queue the news that a run is over, for every webhook of the owner of its case."""
    run = await session.get(RunRow, run_id)
    case = await session.get(CaseRow, run.case_id) if run is not None else None
    if run is None or case is None or case.tenant is None:
        return
    kind = "diagnosis" if run.kind == "diagnose" else "verification"
    told = {
        "type": f"{kind}.finished",
        "timestamp": at.isoformat(),
        "data": {"id": run.id, "state": run.state, "sends": run.sends, "cause": run.cause},
    }
    for webhook in await webhooks_of(session, case.tenant):
        message = MessageRow(
            id=new_id(), webhook_id=webhook.id, body=told, created_at=at, due_at=at, tries=0
        )
        session.add(message)


async def due(session: AsyncSession, at: datetime, limit: int = 50) -> list[Due]:
    """The messages to send now, the longest waiting first."""
    rows = await session.execute(
        select(MessageRow, WebhookRow)
        .join(WebhookRow, WebhookRow.id == MessageRow.webhook_id)
        .where(MessageRow.due_at <= at)
        .order_by(MessageRow.due_at)
        .limit(limit)
    )
    return [Due(message.id, _webhook(hook), message.body, message.tries) for message, hook in rows]


async def taken(session: AsyncSession, message_id: str) -> None:
    """The receiver has it."""
    await session.execute(delete(MessageRow).where(MessageRow.id == message_id))


async def failed(session: AsyncSession, message_id: str, problem: str, at: datetime) -> None:
    """Try again later, ever less often; give up after the last try."""
    row = await session.get(MessageRow, message_id)
    if row is None:
        return
    row.tries, row.problem = row.tries + 1, problem[:500]
    if row.tries >= MAX_TRIES:
        await session.delete(row)
        return
    row.due_at = at + min(_FIRST_WAIT * 3 ** (row.tries - 1), _LONGEST_WAIT)


def _webhook(row: WebhookRow) -> Webhook:
    return Webhook(row.id, row.owner, row.url, row.secret, row.created_at)
