"""Incidents: the same cause on the same server in several cases of one tenant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.desk.models import ClosureRow
from mailmend.io.store.models import CaseRow, RunRow

WINDOW = timedelta(days=14)
"""Runs older than this make no incident any more."""
FROM = 2
"""So many mailboxes make an incident."""
MAX_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Affected:
    """A case in which the cause was found, and when it was first and last."""

    case_id: str
    address: str
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Incident:
    """One cause on one server; ``cases`` are those affected, the latest first."""

    cause: str
    server: str
    cases: tuple[Affected, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """The mailboxes, each once: one may have several cases."""
        return tuple(dict.fromkeys(each.address for each in self.cases))

    @property
    def first_at(self) -> datetime:
        """When it was seen first."""
        return min(each.first_at for each in self.cases)

    @property
    def last_at(self) -> datetime:
        """When it was seen last."""
        return max(each.last_at for each in self.cases)


@dataclass(frozen=True, slots=True)
class Closure:
    """The end of an incident, and who called it so."""

    cause: str
    server: str
    opened_at: datetime
    closed_at: datetime
    closed_by: str
    affected: int
    note: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """One run that found the cause on the server."""

    cause: str
    server: str
    case_id: str
    address: str
    at: datetime


async def open_incidents(session: AsyncSession, tenant: str, now: datetime) -> tuple[Incident, ...]:
    """What is going on now, the one with most cases first."""
    ended = {(each.cause, each.server): each.closed_at for each in await closures(session, tenant)}
    rows = await session.execute(
        select(RunRow.cause, RunRow.server, CaseRow.id, CaseRow.address, RunRow.ended_at)
        .join(CaseRow, CaseRow.id == RunRow.case_id)
        .where(
            CaseRow.tenant == tenant,
            RunRow.state == "done",
            RunRow.cause.is_not(None),
            RunRow.server.is_not(None),
            RunRow.ended_at > now - WINDOW,
        )
        .order_by(RunRow.ended_at.desc())
        .limit(MAX_ROWS)
    )
    return grouped((Sighting(*row) for row in rows), ended)  # type: ignore[arg-type]


def grouped(
    sightings: Iterable[Sighting], ended: dict[tuple[str, str], datetime]
) -> tuple[Incident, ...]:
    """The incidents in these sightings; those up to the last closure do not count. Pure."""
    cases: dict[tuple[str, str], dict[str, list[Sighting]]] = {}
    for seen in sightings:
        key = (seen.cause, seen.server)
        if key not in ended or seen.at > ended[key]:
            cases.setdefault(key, {}).setdefault(seen.case_id, []).append(seen)
    found = [
        Incident(*key, tuple(_affected(each) for each in by_case.values()))
        for key, by_case in cases.items()
    ]
    found = [each for each in found if len(each.addresses) >= FROM]
    return tuple(sorted(found, key=lambda each: (-len(each.addresses), each.cause, each.server)))


def _affected(seen: Sequence[Sighting]) -> Affected:
    moments = [each.at for each in seen]
    return Affected(seen[0].case_id, seen[0].address, min(moments), max(moments))


async def close_incident(
    session: AsyncSession, tenant: str, incident: Incident, at: datetime, *, by: str, note: str
) -> None:
    """Say that it is over; the same cause on the same server would be a new incident."""
    session.add(
        ClosureRow(
            tenant=tenant,
            cause=incident.cause,
            server=incident.server,
            opened_at=incident.first_at,
            closed_at=at,
            closed_by=by,
            affected=len(incident.addresses),
            note=note,
        )
    )


async def reopen_incident(session: AsyncSession, tenant: str, cause: str, server: str) -> bool:
    """Take the last closure back; whether there was one."""
    last = await session.scalar(
        select(ClosureRow)
        .where(ClosureRow.tenant == tenant, ClosureRow.cause == cause, ClosureRow.server == server)
        .order_by(ClosureRow.id.desc())
        .limit(1)
    )
    if last is None:
        return False
    await session.delete(last)
    return True


async def closures(session: AsyncSession, tenant: str) -> tuple[Closure, ...]:
    """The last closure of each incident, the latest first."""
    last = (
        select(func.max(ClosureRow.id))
        .where(ClosureRow.tenant == tenant)
        .group_by(ClosureRow.cause, ClosureRow.server)
    )
    rows = await session.scalars(
        select(ClosureRow).where(ClosureRow.id.in_(last)).order_by(ClosureRow.closed_at.desc())
    )
    return tuple(
        Closure(
            row.cause,
            row.server,
            row.opened_at,
            row.closed_at,
            row.closed_by,
            row.affected,
            row.note,
        )
        for row in rows
    )
