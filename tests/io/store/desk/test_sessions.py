"""Sessions end by themselves, by sign-out, and with the person."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import text

from mailmend.io.store.database import Database
from mailmend.io.store.desk.sessions import (
    end_session,
    end_sessions_of,
    forget_sessions,
    note_use,
    open_session,
    sessions_of,
    user_of_session,
)
from mailmend.io.store.desk.users import add_user, set_disabled
from tests.io.store.desk.conftest import T0, after, desk


async def _person(database: Database) -> str:
    async with database.writing() as session:
        return await add_user(session, "ada", "one", "engineer", T0)


async def _opened(database: Database, user: str) -> str:
    async with database.writing() as session:
        return await open_session(session, user, T0)


async def _works(database: Database, token: str, at: datetime) -> bool:
    async with database.reading() as session:
        return await user_of_session(session, token, at) is not None


@pytest.mark.parametrize(
    ("used", "asked", "works"),
    [
        ((), 1.9, True),
        ((), 2, False),
        ((1.5,), 3.4, True),
        ((1.5,), 3.5, False),
        (tuple(range(1, 12)), 11.9, True),
        (tuple(range(1, 12)), 12, False),
    ],
)
def test_a_session_ends_unused_and_at_its_term(
    database_url: str, used: tuple[float, ...], asked: float, works: bool
) -> None:
    """Two hours without use, twelve in all."""

    async def check() -> None:
        async with desk(database_url) as database:
            token = await _opened(database, await _person(database))
            for hours in used:
                async with database.writing() as session:
                    await note_use(session, token, after(hours))
            assert await _works(database, token, after(asked)) is works

    asyncio.run(check())


def test_signing_out_ends_one_or_all(database_url: str) -> None:
    """Another browser stays signed in, unless the person signs out everywhere."""

    async def check() -> None:
        async with desk(database_url) as database:
            user = await _person(database)
            here, there = await _opened(database, user), await _opened(database, user)
            assert here != there
            async with database.writing() as session:
                assert await sessions_of(session, user, after(1)) == 2
                await end_session(session, here)
            assert not await _works(database, here, after(1))
            assert await _works(database, there, after(1))
            async with database.writing() as session:
                await end_sessions_of(session, user)
            assert not await _works(database, there, after(1))

    asyncio.run(check())


def test_a_disabled_person_is_out_at_once(database_url: str) -> None:
    """Whatever sessions are left open."""

    async def check() -> None:
        async with desk(database_url) as database:
            user = await _person(database)
            token = await _opened(database, user)
            async with database.writing() as session:
                await set_disabled(session, user, after(0.5))
            assert not await _works(database, token, after(1))
            assert not await _works(database, "no such token", after(1))

    asyncio.run(check())


def test_no_token_is_in_the_database(database_url: str) -> None:
    """Only its hash: who reads the database is not signed in; what is over is deleted."""

    async def check() -> None:
        async with desk(database_url) as database:
            token = await _opened(database, await _person(database))
            async with database.writing() as session:
                kept = (await session.execute(text("SELECT token FROM desk_sessions"))).scalar_one()
                assert token not in kept
                await forget_sessions(session, after(12))
                left = await session.execute(text("SELECT count(*) FROM desk_sessions"))
                assert left.scalar_one() == 0

    asyncio.run(check())
