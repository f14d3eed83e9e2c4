"""Links that end."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from mailmend.io.store.cases import add_case
from mailmend.io.store.links import add_link, case_of_link, forget_expired, revoke_links
from mailmend.io.store.models import LinkRow
from tests.io.store.conftest import opened

_opened = contextlib.asynccontextmanager(opened)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_link_opens_one_thing_until_it_ends(database_url: str) -> None:
    """Not another purpose, not a second too long, not with another token."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                case = await add_case(session, {"address": "a@b.test"}, "en", NOW)
                token = await add_link(session, case, "profile", NOW, HOUR)
            async with database.reading() as session:
                late = NOW + HOUR
                assert await case_of_link(session, token, "profile", NOW) == case
                assert await case_of_link(session, token, "case", NOW) is None
                assert await case_of_link(session, token, "profile", late) is None
                assert await case_of_link(session, token[:-1], "profile", NOW) is None

    asyncio.run(check())


def test_tokens_are_128_random_bits_and_kept_as_hashes(database_url: str) -> None:
    """Whoever reads the database cannot open anything."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                case = await add_case(session, {"address": "a@b.test"}, "en", NOW)
                tokens = [await add_link(session, case, "profile", NOW, HOUR) for _ in range(20)]
            async with database.reading() as session:
                kept = set(await session.scalars(select(LinkRow.token)))
            assert len(set(tokens)) == 20
            assert {len(token) for token in tokens} == {22}
            assert not kept.intersection(tokens)

    asyncio.run(check())


def test_a_link_that_was_taken_back_opens_nothing(database_url: str) -> None:
    """Links of another purpose stay."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                case = await add_case(session, {"address": "a@b.test"}, "en", NOW)
                gone = await add_link(session, case, "profile", NOW, HOUR)
                stays = await add_link(session, case, "case", NOW, HOUR)
                await revoke_links(session, case, "profile", NOW)
            async with database.reading() as session:
                assert await case_of_link(session, gone, "profile", NOW) is None
                assert await case_of_link(session, stays, "case", NOW) == case

    asyncio.run(check())


def test_ended_links_are_deleted(database_url: str) -> None:
    """They open nothing anyway."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                case = await add_case(session, {"address": "a@b.test"}, "en", NOW)
                token = await add_link(session, case, "profile", NOW, HOUR)
            async with database.writing() as session:
                await forget_expired(session, NOW + 2 * HOUR)
            async with database.reading() as session:
                assert await case_of_link(session, token, "profile", NOW) is None

    asyncio.run(check())
