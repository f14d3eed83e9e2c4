"""Tokens for a test's server, and calls with them."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import httpx2

from mailmend.io.store.api.tokens import SCOPES, Scope, create_token, revoke_token
from mailmend.io.store.open import opened
from tests.apps.web.site import WAIT_S, Site


class Client:
    """A program that calls the API with one token."""

    def __init__(self, url: str, token: str) -> None:
        self.secret = token
        self.http = httpx2.Client(
            base_url=f"{url}/api/v1",
            headers={"authorization": f"Bearer {token}"} if token else {},
            timeout=WAIT_S,
            trust_env=False,
        )

    @classmethod
    def of(cls, site: Site, *scopes: Scope, ends: timedelta | None = None) -> Self:
        """One whose token has these scopes (all where none is given)."""

        async def make() -> str:
            now = datetime.now(UTC)
            expires = now + ends if ends is not None else None
            async with opened(site.config.database) as database, database.writing() as session:
                made = await create_token(
                    session, "test", scopes or SCOPES, now, expires_at=expires
                )
            return made[1]

        return cls(site.url, asyncio.run(make()))

    def revoke(self, site: Site, token_id: str) -> None:
        """Take the token back, as the command line does."""

        async def work() -> None:
            async with opened(site.config.database) as database, database.writing() as session:
                assert await revoke_token(session, token_id, datetime.now(UTC))

        asyncio.run(work())

    def diagnose(self, case: dict[str, Any], **more: Any) -> dict[str, Any]:
        """A diagnosis, once it is over."""
        begun = self.http.post("/diagnoses", json={"case": case, **more})
        assert begun.status_code == 202, begun.text
        return self.over(begun.json()["id"])

    def over(self, run_id: str) -> dict[str, Any]:
        """The run once it is over."""
        end = time.monotonic() + WAIT_S
        while True:
            found: dict[str, Any] = self.http.get(f"/diagnoses/{run_id}").json()
            if found["state"] not in ("queued", "running"):
                return found
            assert time.monotonic() < end, "it never came to an answer"
            time.sleep(0.05)
