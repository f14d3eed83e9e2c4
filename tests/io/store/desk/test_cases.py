"""The list of cases: what is found, what is not, and whose it is."""

from __future__ import annotations

import asyncio
import importlib

import pytest
from sqlalchemy import text

from mailmend.io.store.cases import find_case
from mailmend.io.store.database import Database
from mailmend.io.store.desk import cases
from mailmend.io.store.desk.cases import (
    STATES,
    CaseLine,
    Search,
    count_by_state,
    find_case_of,
    forget_solved_before,
    search,
    set_state,
    state_of,
)
from mailmend.io.store.desk.events import add_event
from tests.io.store.desk.conftest import after, desk, new_case, new_run, report


async def _addresses(database: Database, wanted: Search, tenant: str = "one") -> list[str]:
    async with database.reading() as session:
        return [line.address for line in (await search(session, tenant, wanted))[0]]


async def _some(database: Database) -> dict[str, str]:
    ada = await new_case(database, "ada@customer.test", hours=1)
    bob = await new_case(database, "bob@100%.test", hours=2)
    eve = await new_case(database, "eve@customer.test", "two", hours=3)
    await new_case(database, "public@customer.test", None, hours=4)
    await new_run(database, ada, 5, report("outgoing-username-blank", "mail.hosting.test"))
    await new_run(database, ada, 6, report("cert-expired", "smtp.hosting.test"))
    return {"ada": ada, "bob": bob, "eve": eve}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["ada@customer.test", "bob@100%.test"]),
        ("ADA", ["ada@customer.test"]),
        ("customer.test", ["ada@customer.test"]),
        ("smtp.hosting", ["ada@customer.test"]),
        ("cert ada", ["ada@customer.test"]),
        ("cert bob", []),
        ("username-blank", []),
        ("100%", ["bob@100%.test"]),
        ("%", ["bob@100%.test"]),
        ("_", []),
        ("eve", []),
        ("public", []),
    ],
)
def test_every_word_is_looked_for_in_address_server_and_cause(
    database_url: str, words: str, found: list[str]
) -> None:
    """Of the latest run, as typed (no wildcards), and among the tenant's own cases only."""

    async def check() -> None:
        async with desk(database_url) as database:
            await _some(database)
            assert await _addresses(database, Search(words)) == found

    asyncio.run(check())


def test_a_line_says_how_the_case_stands(database_url: str) -> None:
    """What the latest finished run found; a later one under way is told."""

    async def check() -> None:
        async with desk(database_url) as database:
            made = await _some(database)
            await new_run(database, made["ada"], 7, None)
            async with database.writing() as session:
                await set_state(session, made["ada"], "waiting")
                lines, total = await search(session, "one", Search("ada"))
            assert total == 1
            assert lines == (
                CaseLine(
                    made["ada"],
                    "ada@customer.test",
                    "de",
                    "waiting",
                    after(6),
                    "no",
                    "cert-expired",
                    "smtp.hosting.test",
                    under_way=True,
                ),
            )

    asyncio.run(check())


def test_states_are_filtered_and_counted(database_url: str) -> None:
    """A case is the customer's own until somebody of the desk takes it."""

    async def check() -> None:
        async with desk(database_url) as database:
            made = await _some(database)
            async with database.writing() as session:
                await set_state(session, made["bob"], "solved")
                assert await state_of(session, made["ada"]) == "self"
                assert await state_of(session, made["bob"]) == "solved"
                assert await count_by_state(session, "one") == {"self": 1, "solved": 1}
            assert await _addresses(database, Search(state="solved")) == ["bob@100%.test"]
            assert await _addresses(database, Search(sends="no")) == ["ada@customer.test"]
            assert await _addresses(database, Search(ids=(made["eve"], made["bob"]))) == [
                "bob@100%.test"
            ]

    asyncio.run(check())


def test_a_foreign_case_is_as_if_it_were_missing(database_url: str) -> None:
    """Another brand's, the public page's, and one that never was."""

    async def check() -> None:
        async with desk(database_url) as database:
            made = await _some(database)
            async with database.reading() as session:
                assert await find_case_of(session, "one", made["ada"]) is not None
                assert await find_case_of(session, "two", made["ada"]) is None
                assert await find_case_of(session, "one", "0" * 32) is None

    asyncio.run(check())


def test_the_list_has_pages(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number found is that of all pages."""
    monkeypatch.setattr(cases, "PAGE", 2)

    async def check() -> None:
        async with desk(database_url) as database:
            for number in range(5):
                await new_case(database, f"a{number}@b.test", hours=number)
            async with database.reading() as session:
                lines, total = await search(session, "one", Search(), page=2)
                assert total == 5
                assert [line.address for line in lines] == ["a2@b.test", "a1@b.test"]
                assert (await search(session, "one", Search(), page=4))[0] == ()

    asyncio.run(check())


def test_runs_of_an_earlier_version_are_found_too(database_url: str) -> None:
    """The migration takes over what the latest finished run of each case said."""
    statement = importlib.import_module(
        "mailmend.io.store.migrations.versions.0007_findings"
    ).LATEST

    async def check() -> None:
        async with desk(database_url) as database:
            made = await _some(database)
            await new_run(database, made["ada"], 7, None)
            await new_run(database, made["bob"], 8, None)
            async with database.reading() as session:
                before, _ = await search(session, "one", Search())
            async with database.writing() as session:
                await session.execute(text("DELETE FROM findings"))
                assert (await search(session, "one", Search("cert")))[0] == ()
                await session.execute(text(statement))
            async with database.reading() as session:
                assert (await search(session, "one", Search()))[0] == before

    asyncio.run(check())


def test_solved_cases_go_when_nothing_happens_in_them(database_url: str) -> None:
    """Open and waiting ones stay, and those in which somebody did or looked at something since."""

    async def check() -> None:
        async with desk(database_url) as database:
            keys = {name: await new_case(database, f"{name}@customer.test") for name in NAMES}
            await new_run(database, keys["looked"], 5, report(None, "mail.hosting.test", "yes"))
            await new_run(database, keys["solved"], 1, report(None, "mail.hosting.test", "yes"))
            async with database.writing() as session:
                for name, key in keys.items():
                    if name != "untaken":
                        await set_state(session, key, name if name in STATES else "solved")
                await add_event(session, keys["noted"], "one/ada", "note", after(5), text="x")
                await add_event(session, keys["solved"], "one/ada", "note", after(1), text="x")
            async with database.writing() as session:
                await forget_solved_before(session, after(2))
                left = {name for name, key in keys.items() if await find_case(session, key)}
            assert left == set(NAMES) - {"solved"}

    asyncio.run(check())


NAMES = ("open", "waiting", "solved", "noted", "looked", "untaken")
