"""Sends what waits in the outbox, signed as Standard Webhooks says (standardwebhooks.com).

At least once, in no order: the receiver tells repetitions by ``webhook-id``.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from pathlib import Path

from mailmend.apps.web.config import WebConfig
from mailmend.io.egress import EgressPolicy
from mailmend.io.store.api.webhooks import Due, due, failed, taken
from mailmend.io.store.database import Database
from mailmend.io.web import RealWeb
from mailmend.io.world import real_world

SEND_S = 2.0


def public_web(config: WebConfig) -> RealWeb:
    """What webhooks are sent through: public addresses, and those the operator allows."""
    world = real_world(
        EgressPolicy(networks=config.networks),
        config.resolver,
        [Path(name) for name in config.ca_files],
    )
    assert isinstance(world.web, RealWeb)
    return world.web


class Hooks:
    """The sender of one server."""

    def __init__(self, database: Database, web: RealWeb) -> None:
        self._database = database
        self._web = web

    async def send(self) -> None:
        """Try every message whose time has come, once."""
        now = datetime.now(UTC)
        async with self._database.reading() as session:
            waiting = await due(session, now)
        await asyncio.gather(*(self._try(each, now) for each in waiting))

    async def _try(self, message: Due, now: datetime) -> None:
        problem = await self._post(message, now)
        async with self._database.writing() as session:
            if problem is None:
                await taken(session, message.id)
            else:
                await failed(session, message.id, problem, datetime.now(UTC))

    async def _post(self, message: Due, now: datetime) -> str | None:
        """``None`` where the receiver took it, else what went wrong."""
        body = json.dumps(message.body, separators=(",", ":")).encode()
        stamp = str(int(now.timestamp()))
        fields = (
            ("Content-Type", "application/json"),
            ("webhook-id", message.id),
            ("webhook-timestamp", stamp),
            ("webhook-signature", signature(message.webhook.secret, message.id, stamp, body)),
        )
        answer = await self._web.post(message.webhook.url, body, fields)
        if 200 <= answer.status < 300:
            return None
        return answer.problem or f"it answered {answer.status}"


def signature(secret: str, message_id: str, stamp: str, body: bytes) -> str:
    """``v1,`` and the HMAC-SHA256 of id, time in s and body, in base64."""
    key = b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{stamp}.".encode() + body
    return "v1," + b64encode(hmac.digest(key, signed, "sha256")).decode("ascii")
