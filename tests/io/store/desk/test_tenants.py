"""Tenants: what they are called, what is theirs."""

from __future__ import annotations

import asyncio

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
from tests.io.store.desk.conftest import desk


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
