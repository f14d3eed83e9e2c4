"""Runs, from the request to what came of them."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from typing import Any

from mailmend.io.store.cases import add_case
from mailmend.io.store.runs import (
    Outcome,
    add_run,
    answered_since,
    find_run,
    finish_run,
    first_cause,
    interrupt_open,
    mark_running,
    runs_of,
    server_of,
)
from tests.io.store.conftest import opened

_opened = contextlib.asynccontextmanager(opened)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CASE = {"address": "alice@customer.test"}
REPORT: dict[str, Any] = {
    "sends": "no",
    "case": {"outgoing": {"host": "Mail.Hosting.test"}},
    "verdicts": [
        {"cause": "spam", "status": "possible"},
        {"cause": "outgoing-username-blank", "status": "proven"},
        {"cause": "restore-without-passwords", "status": "likely"},
    ],
}


def test_a_run_from_begin_to_end(database_url: str) -> None:
    """What a report says first stands beside it."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                case = await add_case(session, CASE, "en", NOW)
                run = await add_run(session, case, "diagnose", NOW, with_password=True)
                await mark_running(session, run)
            async with database.reading() as session:
                begun = await find_run(session, run)
            assert begun is not None
            assert (begun.state, begun.over, begun.report) == ("running", False, None)
            async with database.writing() as session:
                await finish_run(session, run, Outcome("done", REPORT, {"x": 1}), NOW)
            async with database.reading() as session:
                (ended,) = await runs_of(session, case)
            assert ended.over
            assert (ended.sends, ended.cause) == ("no", "outgoing-username-blank")
            assert (ended.report, ended.result) == (REPORT, {"x": 1})

    asyncio.run(check())


def test_open_runs_are_called_interrupted_and_others_left_alone(database_url: str) -> None:
    """At the start of a server, which knows nothing of the earlier process."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                case = await add_case(session, CASE, "en", NOW)
                names = [
                    await add_run(session, case, "diagnose", NOW, with_password=False)
                    for _ in range(3)
                ]
                await mark_running(session, names[1])
                await finish_run(session, names[2], Outcome("done", REPORT), NOW)
            async with database.writing() as session:
                await interrupt_open(session, NOW)
            async with database.reading() as session:
                states = {run.id: run.state for run in await runs_of(session, case)}
            assert [states[name] for name in names] == ["interrupted", "interrupted", "done"]

    asyncio.run(check())


def test_equal_questions_share_an_answer_for_a_while(database_url: str) -> None:
    """Only a finished one, only since then, only the very same."""

    async def check() -> None:
        async with _opened(database_url) as database:
            async with database.writing() as session:
                case = await add_case(session, CASE, "en", NOW)
                for state, print_ in (("done", "same"), ("failed", "broken")):
                    run = await add_run(session, case, "diagnose", NOW, with_password=False)
                    outcome = Outcome(state, REPORT, fingerprint=print_)  # type: ignore[arg-type]
                    await finish_run(session, run, outcome, NOW)
            async with database.reading() as session:
                assert await answered_since(session, "same", NOW) is not None
                assert await answered_since(session, "same", NOW + timedelta(seconds=1)) is None
                assert await answered_since(session, "other", NOW) is None
                assert await answered_since(session, "broken", NOW) is None

    asyncio.run(check())


def test_a_run_of_a_case_that_is_gone_ends_quietly(database_url: str) -> None:
    """Its visitor deleted it meanwhile."""

    async def check() -> None:
        async with _opened(database_url) as database, database.writing() as session:
            await finish_run(session, "0" * 32, Outcome("done", REPORT), NOW)

    asyncio.run(check())


def test_what_a_report_is_about() -> None:
    """The first cause that is proven or likely, the device's server before the one that works."""
    assert first_cause(REPORT) == "outgoing-username-blank"
    assert first_cause({"verdicts": [{"cause": "x", "status": "possible"}]}) is None
    assert server_of(REPORT) == "mail.hosting.test"
    works = {"working_settings": {"outgoing": {"host": "smtp.x.test"}}}
    assert server_of(works) == "smtp.x.test"
    assert server_of({"working_settings": None}) is None
