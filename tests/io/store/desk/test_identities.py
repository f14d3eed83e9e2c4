"""Sign-ins at a provider: used once, by the browser that began them; and who is who."""

from __future__ import annotations

import asyncio

from mailmend.io.store.desk.identities import (
    UnderWay,
    begin_sign_in,
    end_sign_in,
    forget_sign_ins,
    user_of_identity,
)
from mailmend.io.store.desk.users import add_user
from tests.io.store.desk.conftest import T0, after, desk

WHAT = UnderWay("verifier", "nonce", "/desk/cases")
ISSUER = "https://id.test"


def test_a_sign_in_is_taken_up_once(database_url: str) -> None:
    """By the same browser, within ten minutes."""

    async def check() -> None:
        async with desk(database_url) as database, database.writing() as session:
            for state in ("a", "b", "c"):
                await begin_sign_in(session, state, "visitor", WHAT, T0)
            await session.flush()
            assert await end_sign_in(session, "a", "visitor", after(0.1)) == WHAT
            assert await end_sign_in(session, "a", "visitor", after(0.1)) is None
            assert await end_sign_in(session, "b", "other", after(0.1)) is None
            assert await end_sign_in(session, "b", "visitor", after(0.1)) is None
            assert await end_sign_in(session, "c", "visitor", after(0.2)) is None
            assert await end_sign_in(session, "none", "visitor", after(0.1)) is None

    asyncio.run(check())


def test_what_nobody_came_back_from_is_forgotten(database_url: str) -> None:
    """After its time."""

    async def check() -> None:
        async with desk(database_url) as database:
            async with database.writing() as session:
                await begin_sign_in(session, "a", "visitor", WHAT, T0)
            async with database.writing() as session:
                await forget_sign_ins(session, after(1))
                assert await end_sign_in(session, "a", "visitor", T0) is None

    asyncio.run(check())


def test_the_verified_address_counts_once_and_then_the_subject(database_url: str) -> None:
    """Whoever gets the address later is somebody else; a name without a user is nobody."""

    async def check() -> None:
        async with desk(database_url) as database, database.writing() as session:
            ada = await add_user(session, "ada@brand.test", "one", "engineer", T0)
            assert await user_of_identity(session, ISSUER, "s1", None) is None
            assert await user_of_identity(session, ISSUER, "s1", "zoe@brand.test") is None
            first = await user_of_identity(session, ISSUER, "s1", "ada@brand.test")
            await session.flush()
            assert first is not None
            assert first.id == ada
            later = await user_of_identity(session, ISSUER, "s1", "renamed@brand.test")
            assert later is not None
            assert later.id == ada
            assert await user_of_identity(session, ISSUER, "s2", "ada@brand.test") is None
            other = await user_of_identity(session, "https://other.test", "s1", None)
            assert other is None

    asyncio.run(check())
