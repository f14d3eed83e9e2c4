"""One connection at a time to an address, whoever asks; and no more in an hour than is fair."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mailmend.apps.web.config import WebConfig
from mailmend.apps.web.rates import TooMany, connection_buckets, draw
from mailmend.io.egress import EgressPolicy
from mailmend.io.store.database import Database

SPENT = "this server was asked often enough for this hour"
MAX_KEPT = 4096


class OneByOne:
    """The turns that all runs of a server share.

    Other people's servers are met by one connection at a time and a bounded number in an hour;
    the networks that the operator allows are the operator's own and are not counted.
    """

    def __init__(self, config: WebConfig, database: Database) -> None:
        self._config, self._database = config, database
        self._own = EgressPolicy(networks=config.networks)
        self._locks: dict[str, asyncio.Lock] = {}

    @asynccontextmanager
    async def at(self, address: str) -> AsyncIterator[None]:
        """Wait until nobody else is connected to that address."""
        if len(self._locks) > MAX_KEPT:
            self._locks = {key: one for key, one in self._locks.items() if one.locked()}
        async with self._locks.setdefault(address, asyncio.Lock()):
            yield

    async def meter(self, address: str) -> str | None:
        """Count one connection; the words are why there may be no more."""
        if self._own.is_open(address):
            return None
        try:
            await draw(self._database, connection_buckets(self._config.rates, address))
        except TooMany:
            return SPENT
        return None
