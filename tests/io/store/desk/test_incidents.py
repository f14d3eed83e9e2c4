"""Incidents: who is affected by one cause on one server."""

from __future__ import annotations

import asyncio
from datetime import datetime

from mailmend.io.store.database import Database
from mailmend.io.store.desk.incidents import (
    Incident,
    Sighting,
    close_incident,
    closures,
    grouped,
    open_incidents,
    reopen_incident,
)
from tests.io.store.desk.conftest import after, desk, new_case, new_run, report

CAUSE, SERVER = "cert-expired", "mail.hosting.test"


def seen(case: str, hours: float, cause: str = CAUSE, server: str = SERVER) -> Sighting:
    """One run of a case."""
    return Sighting(cause, server, case, f"{case}@b.test", after(hours))


def test_one_case_is_no_incident() -> None:
    """Nor are two runs of it, two cases of one mailbox, of two servers, or of two causes."""
    again = Sighting(CAUSE, SERVER, "a2", "a@b.test", after(3))
    assert grouped([seen("a", 1), again], {}) == ()
    assert grouped([seen("a", 1), seen("a", 2)], {}) == ()
    assert grouped([seen("a", 1), seen("b", 2, server="other.test")], {}) == ()
    assert grouped([seen("a", 1), seen("b", 2, cause="dns-host-nxdomain")], {}) == ()


def test_two_cases_of_one_cause_on_one_server_are() -> None:
    """With when it was seen first and last, in all and of each."""
    (found,) = grouped([seen("b", 3), seen("a", 2), seen("a", 1)], {})
    assert [each.case_id for each in found.cases] == ["b", "a"]
    assert (found.first_at, found.last_at) == (after(1), after(3))
    assert (found.cases[1].first_at, found.cases[1].last_at) == (after(1), after(2))


def test_what_came_before_the_closure_does_not_count() -> None:
    """One later case is none yet; two are a new incident."""
    ended = {(CAUSE, SERVER): after(3)}
    early = [seen("a", 1), seen("b", 3), seen("c", 4)]
    assert grouped(early, ended) == ()
    (found,) = grouped([*early, seen("a", 5)], ended)
    assert {each.case_id for each in found.cases} == {"a", "c"}


def test_the_largest_stands_first() -> None:
    """By the number of cases."""
    two = [seen("a", 1), seen("b", 2)]
    three = [seen(name, 1, server="other.test") for name in "abc"]
    assert [len(each.cases) for each in grouped([*two, *three], {})] == [3, 2]


async def _open(database: Database, now: datetime, tenant: str = "one") -> tuple[Incident, ...]:
    async with database.reading() as session:
        return await open_incidents(session, tenant, now)


def test_runs_of_a_tenant_make_its_incidents(database_url: str) -> None:
    """Not another tenant's; not what sends, nor what is older than the window."""

    async def check() -> None:
        async with desk(database_url) as database:
            cases = [await new_case(database, f"{name}@b.test") for name in "abc"]
            foreign = await new_case(database, "x@b.test", "two")
            for number, case in enumerate((*cases[:2], foreign)):
                await new_run(database, case, number, report(CAUSE, SERVER))
            await new_run(database, cases[2], 3, report(None, SERVER, "yes"))
            (found,) = await _open(database, after(4))
            assert (found.cause, found.server) == (CAUSE, SERVER)
            assert [each.address for each in found.cases] == ["b@b.test", "a@b.test"]
            assert await _open(database, after(4), "two") == ()
            assert await _open(database, after(24 * 14 + 0.5)) == ()

    asyncio.run(check())


def test_an_incident_is_closed_and_opened_again(database_url: str) -> None:
    """Closed it leaves the list and is told among those that are over; reopened it is back."""

    async def check() -> None:
        async with desk(database_url) as database:
            for name in "ab":
                case = await new_case(database, f"{name}@b.test")
                await new_run(database, case, 1, report(CAUSE, SERVER))
            (found,) = await _open(database, after(2))
            async with database.writing() as session:
                await close_incident(session, "one", found, after(2), by="user:ada", note="renewed")
            assert await _open(database, after(3)) == ()
            async with database.writing() as session:
                (over,) = await closures(session, "one")
                assert (over.closed_by, over.affected, over.note) == ("user:ada", 2, "renewed")
                assert await closures(session, "two") == ()
                assert not await reopen_incident(session, "two", CAUSE, SERVER)
                assert await reopen_incident(session, "one", CAUSE, SERVER)
            assert len(await _open(database, after(3))) == 1

    asyncio.run(check())
