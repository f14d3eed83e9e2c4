"""Histories are added to and never changed."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from mailmend.io.store.audit import note, trail_of
from mailmend.io.store.cases import find_case, forget
from mailmend.io.store.desk.cases import set_state, state_of
from mailmend.io.store.desk.events import add_event, events_of
from tests.io.store.desk.conftest import T0, after, desk, new_case


def test_what_was_done_is_told_latest_first(database_url: str) -> None:
    """And the case counts as touched."""

    async def check() -> None:
        async with desk(database_url) as database:
            case = await new_case(database, "a@b.test")
            async with database.writing() as session:
                await add_event(session, case, "user:ada", "noted", after(1), text="one")
                await add_event(session, case, "user:bea", "linked", after(2))
            async with database.reading() as session:
                events = await events_of(session, case)
                found = await find_case(session, case)
            assert [(each.actor, each.kind) for each in events] == [
                ("user:bea", "linked"),
                ("user:ada", "noted"),
            ]
            assert events[1].detail == {"text": "one"}
            assert found is not None
            assert found.updated_at == after(2)

    asyncio.run(check())


@pytest.mark.parametrize("table", ["case_events", "audit"])
def test_the_database_refuses_to_change_a_history(database_url: str, table: str) -> None:
    """Even by hand; only with its case does a history go."""

    async def check() -> None:
        async with desk(database_url) as database:
            case = await new_case(database, "a@b.test")
            async with database.writing() as session:
                await add_event(session, case, "user:ada", "noted", T0)
                await note(session, "user:ada", "case.note", case, T0)
            with pytest.raises(DBAPIError, match="only added"):
                async with database.writing() as session:
                    await session.execute(text(f"UPDATE {table} SET actor = 'user:eve'"))  # noqa: S608
            async with database.writing() as session:
                await forget(session, case)
                assert await events_of(session, case) == ()

    asyncio.run(check())


def test_the_trail_is_of_the_people_asked_for(database_url: str) -> None:
    """Page by page, the latest first; others' doings are not in it."""

    async def check() -> None:
        async with desk(database_url) as database:
            async with database.writing() as session:
                for hour in range(3):
                    await note(session, "user:ada", f"act{hour}", "x", after(hour))
                await note(session, "user:eve", "act", "x", after(4))
            async with database.reading() as session:
                first = await trail_of(session, ["user:ada"], limit=2)
                rest = await trail_of(session, ["user:ada"], before=first[-1][0], limit=2)
            assert [each.action for _, each in (*first, *rest)] == ["act2", "act1", "act0"]

    asyncio.run(check())


def test_who_does_something_takes_the_case(database_url: str) -> None:
    """A person of the desk does; the customer does not, and a state that is there stays."""

    async def check() -> None:
        async with desk(database_url) as database:
            case = await new_case(database, "a@b.test")
            async with database.writing() as session:
                await add_event(session, case, "customer", "visited", T0)
                assert await state_of(session, case) == "self"
                await add_event(session, case, "user:ada", "noted", T0)
                assert await state_of(session, case) == "open"
                await set_state(session, case, "solved")
                await add_event(session, case, "user:ada", "noted", T0)
                assert await state_of(session, case) == "solved"

    asyncio.run(check())
