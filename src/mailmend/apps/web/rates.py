"""Which buckets a request draws from. They are kept in the database and survive restarts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from mailmend.apps.web.config import Rates
from mailmend.apps.web.visitor import networks_of
from mailmend.io.store.database import Database
from mailmend.io.store.limits import Bucket, give_back, take
from mailmend.wire.domain_names import host_name, registrable

LINK_LASTS = timedelta(hours=1)
"""How long the code on a screen may be read by a phone."""


class TooMany(Exception):
    """A limit is used up; ``wait_s`` is when it is worth to come back, in seconds."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"come back in {wait_s:.0f} s")
        self.wait_s = wait_s


def look_buckets(rates: Rates, client: str, domain: str) -> list[Bucket]:
    """For one diagnosis: the visitor's network, and the domain that is looked at."""
    target = registrable(host_name(domain) or domain) or domain
    return [
        *_of_client("look", client, rates.visitor, rates.visitor_network),
        Bucket("look-domain", target.lower(), *rates.domain),
    ]


def password_buckets(rates: Rates, client: str, address: str) -> list[Bucket]:
    """For one use of a password; given back where the server accepts it."""
    return [
        *_of_client("password", client, rates.password_visitor, rates.password_visitor),
        Bucket("password-mailbox", address.lower(), *rates.password_mailbox),
    ]


def message_buckets(rates: Rates, address: str) -> list[Bucket]:
    """For one message that is really sent."""
    return [Bucket("message-mailbox", address.lower(), *rates.messages_mailbox)]


def connection_buckets(rates: Rates, address: str) -> list[Bucket]:
    """For one connection to an address, whoever asks for it."""
    return [Bucket("connection", address, *rates.connections_address)]


async def draw(database: Database, buckets: Sequence[Bucket]) -> None:
    """Take one from each. Raises ``TooMany`` and takes nothing where one is empty."""
    async with database.writing() as session:
        wait = await take(session, buckets, datetime.now(UTC))
    if wait:
        raise TooMany(wait)


async def refund(database: Database, buckets: Sequence[Bucket]) -> None:
    """Give one back to each."""
    async with database.writing() as session:
        await give_back(session, buckets, datetime.now(UTC))


def _of_client(
    name: str, client: str, narrow: tuple[float, float], wide: tuple[float, float]
) -> list[Bucket]:
    sizes = (narrow, wide)
    return [
        Bucket(f"{name}-{at}", network, *sizes[at])
        for at, network in enumerate(networks_of(client))
    ]
