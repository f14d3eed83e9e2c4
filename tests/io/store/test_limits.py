"""Token buckets that survive restarts."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta

from mailmend.io.store.limits import Bucket, forget_full, give_back, take
from tests.io.store.conftest import opened

_opened = contextlib.asynccontextmanager(opened)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINE = Bucket("look", "203.0.113.7", 2, 60)
OTHER = Bucket("look", "203.0.113.8", 2, 60)


def test_a_bucket_empties_and_fills(database_url: str) -> None:
    """Two at once, then one a minute; never more than its size."""

    async def check() -> None:
        async with _opened(database_url) as database:
            waits = []
            for minutes in (0, 0, 0, 1, 1, 100, 100, 100):
                async with database.writing() as session:
                    waits.append(await take(session, [MINE], NOW + timedelta(minutes=minutes)))
            assert [round(wait) for wait in waits] == [0, 0, 60, 0, 60, 0, 0, 60]

    asyncio.run(check())


def test_a_restart_fills_nothing(database_url: str) -> None:
    """What was taken before the restart is still taken."""

    async def spend() -> float:
        async with _opened(database_url) as database, database.writing() as session:
            return await take(session, [MINE], NOW, cost=2)

    assert asyncio.run(spend()) == 0.0
    assert asyncio.run(spend()) == 120.0


def test_all_or_none(database_url: str) -> None:
    """Where one bucket is empty, the other is not touched."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                await take(session, [MINE], NOW, cost=2)
            async with database.writing() as session:
                assert await take(session, [MINE, OTHER], NOW) > 0
            async with database.writing() as session:
                assert await take(session, [OTHER], NOW, cost=2) == 0.0

    asyncio.run(check())


def test_giving_back_never_overfills(database_url: str) -> None:
    """A bucket holds its size at most."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                await give_back(session, [MINE], NOW)
            async with database.writing() as session:
                assert await take(session, [MINE], NOW, cost=3) > 0

    asyncio.run(check())


def test_a_clock_that_was_set_back_fills_nothing(database_url: str) -> None:
    """Time that runs backwards gives no new tokens and breaks nothing."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                await take(session, [MINE], NOW, cost=2)
            async with database.writing() as session:
                assert await take(session, [MINE], NOW - timedelta(days=400)) == 60.0

    asyncio.run(check())


def test_at_the_same_moment_no_more_than_the_size(database_url: str) -> None:
    """Ten requests at once share the two that are there."""

    async def check() -> None:
        async with _opened(database_url) as database:

            async def one() -> float:
                async with database.writing() as session:
                    return await take(session, [MINE], NOW)

            async with database.writing() as session:
                await take(session, [MINE], NOW, cost=0)
            waits = await asyncio.gather(*(one() for _ in range(10)))
            assert sum(wait == 0.0 for wait in waits) == 2

    asyncio.run(check())


def test_no_key_names_a_visitor() -> None:
    """Only a hash is kept, another for each visitor."""
    assert MINE.of not in MINE.key
    assert len(MINE.key) == 64
    assert MINE.key != OTHER.key


def test_unused_buckets_go(database_url: str) -> None:
    """After a day without use the row is deleted: the bucket is full again anyway."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                await take(session, [MINE], NOW, cost=2)
            async with database.writing() as session:
                await forget_full(session, NOW + timedelta(days=2))
            async with database.writing() as session:
                assert await take(session, [MINE], NOW, cost=2) == 0.0

    asyncio.run(check())
