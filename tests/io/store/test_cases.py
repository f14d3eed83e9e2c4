"""Cases and who may see them."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta

from mailmend.io.store.cases import (
    add_case,
    case_for_visitor,
    find_case,
    forget,
    forget_before,
    grant,
    hashed,
    new_id,
    update_case,
)
from mailmend.io.store.links import add_link, case_of_link
from mailmend.io.store.runs import Outcome, add_run, finish_run, runs_of
from tests.io.store.conftest import opened

_opened = contextlib.asynccontextmanager(opened)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CASE = {"address": "alice@customer.test", "outgoing": {"username": "", "port": None}}


def test_a_case_comes_back_as_it_was_kept(database_url: str) -> None:
    """Values, blanks and unknowns, and the moment with its zone."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                key = await add_case(session, CASE, "pt_BR", NOW)
            async with database.reading() as session:
                found = await find_case(session, key)
            assert found is not None
            assert (found.document, found.language, found.created_at) == (CASE, "pt_BR", NOW)
            assert found.tenant is None

    asyncio.run(check())


def test_only_who_was_granted_it_sees_it(database_url: str) -> None:
    """Twice granted is granted once; the token itself is not in the database."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                key = await add_case(session, CASE, "en", NOW)
                await grant(session, key, "mine", NOW)
                await grant(session, key, "mine", NOW)
            async with database.reading() as session:
                assert await case_for_visitor(session, key, "mine") is not None
                for token in ("other", "", hashed("mine"), "\ud800"):
                    assert await case_for_visitor(session, key, token) is None
                assert await case_for_visitor(session, new_id(), "mine") is None

    asyncio.run(check())


def test_what_is_told_later_replaces_what_was_known(database_url: str) -> None:
    """And the case counts as touched."""

    async def check() -> None:
        later = NOW + timedelta(days=1)
        async with _opened(database_url) as database:
            async with database.writing() as session:
                key = await add_case(session, CASE, "en", NOW)
                await update_case(session, key, {**CASE, "onset": "sudden"}, later)
            async with database.reading() as session:
                found = await find_case(session, key)
            assert found is not None
            assert (found.document["onset"], found.updated_at) == ("sudden", later)

    asyncio.run(check())


def test_a_forgotten_case_leaves_nothing(database_url: str) -> None:
    """Its runs and links go with it."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                key = await add_case(session, CASE, "en", NOW)
                run = await add_run(session, key, "diagnose", NOW, with_password=False)
                await finish_run(session, run, Outcome("done", {"sends": "no"}), NOW)
                token = await add_link(session, key, "profile", NOW, timedelta(hours=1))
            async with database.writing() as session:
                await forget(session, key)
            async with database.reading() as session:
                assert await find_case(session, key) is None
                assert await runs_of(session, key) == ()
                assert await case_of_link(session, token, "profile", NOW) is None

    asyncio.run(check())


def test_old_cases_of_the_public_page_go(database_url: str) -> None:
    """Those that were touched since then stay."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                old = await add_case(session, CASE, "en", NOW - timedelta(days=31))
                new = await add_case(session, CASE, "en", NOW)
            async with database.writing() as session:
                await forget_before(session, NOW - timedelta(days=30))
            async with database.reading() as session:
                found = [await find_case(session, key) for key in (old, new)]
            assert [one is not None for one in found] == [False, True]

    asyncio.run(check())
