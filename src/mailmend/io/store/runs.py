"""Runs: diagnoses and verifications, from the request to what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.cases import new_id
from mailmend.io.store.desk.models import FindingRow
from mailmend.io.store.models import RunRow

Kind = Literal["diagnose", "verify"]
State = Literal["queued", "running", "done", "failed", "interrupted"]
OVER: frozenset[str] = frozenset({"done", "failed", "interrupted"})


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run as it is kept; see ``models.RunRow`` for the fields."""

    id: str
    case_id: str
    kind: Kind
    state: State
    created_at: datetime
    ended_at: datetime | None
    with_password: bool
    sends: str | None
    cause: str | None
    report: dict[str, Any] | None
    result: dict[str, Any] | None
    problem: str | None

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in OVER


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run; ``fingerprint`` lets equal questions share the answer."""

    state: State
    report: dict[str, Any] | None = None
    result: dict[str, Any] | None = None
    problem: str | None = None
    fingerprint: str | None = None


async def add_run(
    session: AsyncSession, case_id: str, kind: Kind, at: datetime, *, with_password: bool
) -> str:
    """A new run in the state ``queued``; its id."""
    row = RunRow(
        id=new_id(),
        case_id=case_id,
        kind=kind,
        state="queued",
        created_at=at,
        with_password=with_password,
    )
    session.add(row)
    await session.flush()
    return row.id


async def mark_running(session: AsyncSession, run_id: str) -> None:
    """It has begun."""
    await session.execute(update(RunRow).where(RunRow.id == run_id).values(state="running"))


async def finish_run(session: AsyncSession, run_id: str, outcome: Outcome, at: datetime) -> None:
    """It is over; what a report says first is kept beside it for lists."""
    row = await session.get(RunRow, run_id)
    if row is None:
        return
    report = outcome.report or {}
    row.state, row.ended_at = outcome.state, at
    row.report, row.result, row.problem = outcome.report, outcome.result, outcome.problem
    row.fingerprint = outcome.fingerprint
    row.sends = report.get("sends")
    row.cause, row.server = first_cause(report), server_of(report)
    if row.state == "done":
        found = FindingRow(case_id=row.case_id, ended_at=at)
        found.sends, found.cause, found.server = row.sends, row.cause, row.server
        await session.merge(found)


def first_cause(report: dict[str, Any]) -> str | None:
    """The primary cause that was proven or is likely."""
    for verdict in report.get("verdicts", ()):
        if verdict["status"] in ("proven", "likely"):
            return str(verdict["cause"])
    return None


def server_of(report: dict[str, Any]) -> str | None:
    """The outgoing server that the report is about."""
    working = (report.get("working_settings") or {}).get("outgoing") or {}
    device = (report.get("case") or {}).get("outgoing") or {}
    host = device.get("host") or working.get("host")
    return str(host).lower()[:255] if host else None


async def find_run(session: AsyncSession, run_id: str) -> StoredRun | None:
    """The run of that id."""
    row = await session.get(RunRow, run_id)
    return _stored(row) if row is not None else None


async def runs_of(session: AsyncSession, case_id: str) -> tuple[StoredRun, ...]:
    """All runs of a case, the latest first."""
    rows = await session.scalars(
        select(RunRow)
        .where(RunRow.case_id == case_id)
        .order_by(RunRow.created_at.desc(), RunRow.id.desc())
        .limit(100)
    )
    return tuple(_stored(row) for row in rows)


async def answered_since(
    session: AsyncSession, fingerprint: str, moment: datetime
) -> StoredRun | None:
    """The latest answer to the very same question, if one was given since then."""
    row = await session.scalar(
        select(RunRow)
        .where(RunRow.fingerprint == fingerprint, RunRow.ended_at >= moment, RunRow.state == "done")
        .order_by(RunRow.ended_at.desc())
        .limit(1)
    )
    return _stored(row) if row is not None else None


async def interrupt_open(session: AsyncSession, at: datetime) -> None:
    """Say of every run that was not over that it was interrupted (at a start of the server)."""
    await session.execute(
        update(RunRow)
        .where(RunRow.state.in_(("queued", "running")))
        .values(state="interrupted", ended_at=at)
    )


def _stored(row: RunRow) -> StoredRun:
    return StoredRun(
        id=row.id,
        case_id=row.case_id,
        kind=cast("Kind", row.kind),
        state=cast("State", row.state),
        created_at=row.created_at,
        ended_at=row.ended_at,
        with_password=row.with_password,
        sends=row.sends,
        cause=row.cause,
        report=row.report,
        result=row.result,
        problem=row.problem,
    )
