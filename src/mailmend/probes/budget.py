"""How often one run may be refused by a server, so that nobody is locked out by a diagnosis."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from mailmend.probes.connect import Reach


class LoginBudget:
    """At most ``limit`` refused logins per server address, over SMTP, IMAP and POP3 together.

    A login is reserved before it is sent, so that logins in flight count as refused until their
    outcome is known. ``total`` bounds the refused logins of the run over all addresses. Of both,
    ``for_mailbox`` refusals are kept for the login at the mailbox until that was tried: it tells a
    wrong password from a server that takes it for reading mail alone.
    """

    def __init__(self, limit: int = 2, total: int = 5, *, for_mailbox: int = 0) -> None:
        self._limit, self._total, self._kept = limit, total, for_mailbox
        self._refused: Counter[str] = Counter()
        self._flying: Counter[str] = Counter()
        self._changed = asyncio.Condition()

    async def reserve(self, address: str, *, mailbox: bool = False) -> bool:
        """Wait for a slot at that address; ``False`` once the refusals have used it up."""
        if mailbox:
            self.keep_none()
        async with self._changed:
            await self._changed.wait_for(lambda: self._decided(address))
            if self._spent(address):
                return False
            self._flying[address] += 1
            return True

    async def settle(self, address: str, *, refused: bool) -> None:
        """Tell the outcome of a reserved login; a login without an answer counts as refused."""
        async with self._changed:
            self._flying[address] -= 1
            self._refused[address] += refused
            self._changed.notify_all()

    def keep_none(self) -> None:
        """The mailbox is being asked, or will not be."""
        self._kept = 0

    def refused(self, address: str) -> int:
        """How many logins this address has refused so far."""
        return self._refused[address]

    def _spent(self, address: str) -> bool:
        limit, total = self._limit - self._kept, self._total - self._kept
        return self._refused[address] >= limit or self._refused.total() >= total

    def _decided(self, address: str) -> bool:
        here = self._refused[address] + self._flying[address]
        over_all = self._refused.total() + self._flying.total()
        limit, total = self._limit - self._kept, self._total - self._kept
        return self._spent(address) or (here < limit and over_all < total)


class RelayBudget:
    """At most ``limit`` anonymous RCPT with a remote recipient per server address and run.

    Servers count their refusals and ban the client.
    """

    def __init__(self, limit: int = 3) -> None:
        self._limit = limit
        self._used: Counter[str] = Counter()

    def take(self, address: str) -> bool:
        """Use one, if there is one left."""
        if self._used[address] >= self._limit:
            return False
        self._used[address] += 1
        return True


class Turns(Protocol):
    """Whose turn it is to open a connection."""

    def at(self, address: str) -> AbstractAsyncContextManager[None]:
        """Wait for a turn at that address; it is over when the block is left."""


class Together:
    """At most ``limit`` connections of a run are open at one moment, wherever they go."""

    def __init__(self, limit: int = 24) -> None:
        self._open = asyncio.Semaphore(limit)

    @asynccontextmanager
    async def at(self, _address: str) -> AsyncIterator[None]:
        """Wait until one more may be opened."""
        async with self._open:
            yield


@dataclass(frozen=True, slots=True)
class Budget:
    """What one run may spend, and which addresses it has reached.

    ``turns`` bounds the connections open at one moment; no wait for a turn counts as silence of
    the server.
    """

    logins: LoginBudget = field(default_factory=LoginBudget)
    relays: RelayBudget = field(default_factory=RelayBudget)
    reach: Reach = field(default_factory=Reach)
    turns: Turns = field(default_factory=Together)
