"""People of the desk."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from mailmend.io.store.desk.users import (
    add_user,
    find_user,
    set_disabled,
    set_password,
    user_named,
    users_of,
)
from tests.io.store.desk.conftest import T0, desk


def test_a_person_is_found_by_name_in_any_case(database_url: str) -> None:
    """Names are one whatever their case; a new person has no password and is not disabled."""

    async def check() -> None:
        async with desk(database_url) as database, database.writing() as session:
            made = await add_user(session, "Ada@Brand.test", "one", "admin", T0)
            found = await user_named(session, "ADA@brand.TEST")
            assert found is not None
            assert found == await find_user(session, made)
            assert (found.name, found.password, found.disabled_at) == ("ada@brand.test", None, None)
            assert found.actor == "user:ada@brand.test"
            assert await user_named(session, "nobody") is None

    asyncio.run(check())


def test_a_name_is_taken_once(database_url: str) -> None:
    """Also in another tenant: the name says who signs in."""

    async def check() -> None:
        async with desk(database_url) as database:
            async with database.writing() as session:
                await add_user(session, "ada", "one", "admin", T0)
            with pytest.raises(IntegrityError):
                async with database.writing() as session:
                    await add_user(session, "ADA", "two", "viewer", T0)

    asyncio.run(check())


def test_people_are_listed_by_tenant(database_url: str) -> None:
    """Each tenant sees its own; the operator sees all."""

    async def check() -> None:
        async with desk(database_url) as database, database.writing() as session:
            for name, tenant in (("bea", "two"), ("ada", "one"), ("cyd", "one")):
                user = await add_user(session, name, tenant, "viewer", T0)
                await set_password(session, user, f"hash of {name}")
            await set_disabled(session, user, T0)
            ones = await users_of(session, "one")
            assert [(each.name, each.disabled_at) for each in ones] == [("ada", None), ("cyd", T0)]
            assert ones[0].password == "hash of ada"
            assert [each.name for each in await users_of(session)] == ["ada", "bea", "cyd"]

    asyncio.run(check())
