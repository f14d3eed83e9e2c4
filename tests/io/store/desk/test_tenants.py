"""Tenants: what they are called, what is theirs."""

from __future__ import annotations

import asyncio

import pytest

from mailmend.io.store.cases import find_case, forget_before
from mailmend.io.store.desk.cases import set_state
from mailmend.io.store.desk.tenants import (
    all_tenants,
    assign_domain,
    domains_of,
    find_tenant,
    owner_of,
    release_domain,
    set_looks,
    set_template,
)
from tests.io.store.desk.conftest import after, desk, new_case


def test_a_domain_is_one_brands_only(database_url: str) -> None:
    """Given to another brand it leaves the first; released it is nobody's."""

    async def check() -> None:
        async with desk(database_url) as database, database.writing() as session:
            await assign_domain(session, "one", "customer.test")
            await assign_domain(session, "two", "customer.test")
            await assign_domain(session, "two", "alpha.test")
            assert await domains_of(session, "one") == ()
            assert await domains_of(session, "two") == ("alpha.test", "customer.test")
            assert await owner_of(session, "customer.test") == "two"
            await release_domain(session, "customer.test")
            assert await owner_of(session, "customer.test") is None

    asyncio.run(check())


def test_looks_and_replies_are_kept_for_each_brand(database_url: str) -> None:
    """What one brand sets leaves the other as it was; an empty reply is the standard one again."""

    async def check() -> None:
        async with desk(database_url) as database:
            async with database.writing() as session:
                before = await find_tenant(session, "two")
                await set_looks(session, "one", "Eins", "#123456", ["de", "en"])
                await set_template(session, "one", "de", "Hallo {address}")
                await set_template(session, "one", "en", "Hello {address}")
                await set_template(session, "one", "en", "")
            async with database.reading() as session:
                one, two = await all_tenants(session)
            assert (one.name, one.accent, one.languages) == ("Eins", "#123456", ("de", "en"))
            assert one.templates == {"de": "Hallo {address}"}
            assert two == before

    asyncio.run(check())


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("a@customer.test", "one"),
        ("a@CUSTOMER.test", "one"),
        ("a@bücher.test", "two"),
        ("a@sub.customer.test", None),
        ("a@other.test", None),
    ],
)
def test_what_owners_ask_comes_to_their_brand(
    database_url: str, address: str, whose: str | None
) -> None:
    """By the domain as DNS has it, and by that domain only."""

    async def check() -> None:
        async with desk(database_url) as database:
            async with database.writing() as session:
                await assign_domain(session, "one", "customer.test")
                await assign_domain(session, "two", "xn--bcher-kva.test")
            case = await new_case(database, address, None)
            async with database.reading() as session:
                found = await find_case(session, case)
            assert found is not None
            assert found.tenant == whose

    asyncio.run(check())


def test_only_what_nobody_took_is_forgotten(database_url: str) -> None:
    """The public page's cases, and a brand's where nobody of its desk worked on them."""

    async def check() -> None:
        async with desk(database_url) as database:
            taken = await new_case(database, "a@b.test", "one")
            cases = [taken, *[await new_case(database, "c@d.test", each) for each in ("one", None)]]
            async with database.writing() as session:
                await set_state(session, taken, "solved")
                await forget_before(session, after(1))
                left = [each for each in cases if await find_case(session, each)]
            assert left == [taken]

    asyncio.run(check())
