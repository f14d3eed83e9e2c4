"""The cases of a tenant: search, one by one, and what state they are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import ColumnElement, Select, case, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.cases import StoredCase, find_case
from mailmend.io.store.desk.models import DeskCaseRow, EventRow, FindingRow
from mailmend.io.store.models import CaseRow, RunRow

State = Literal["open", "waiting", "solved", "self"]
"""``self``: the customer asks on the public page, and nobody of the desk took the case."""
STATES: tuple[State, ...] = ("open", "waiting", "solved", "self")
PAGE = 50
"""Cases on one page of the list."""
_UNDER_WAY = ("queued", "running")


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: ``text`` in address, server or cause; empty fields do not matter."""

    text: str = ""
    state: str = ""
    sends: str = ""
    ids: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list, with what its latest run found."""

    id: str
    address: str
    language: str
    state: State
    at: datetime
    sends: str | None
    cause: str | None
    server: str | None
    under_way: bool


async def find_case_of(session: AsyncSession, tenant: str, case_id: str) -> StoredCase | None:
    """The case, where it is this tenant's; a foreign one is as if it were missing."""
    found = await find_case(session, case_id)
    return found if found is not None and found.tenant == tenant else None


async def search(
    session: AsyncSession, tenant: str, wanted: Search, page: int = 1
) -> tuple[tuple[CaseLine, ...], int]:
    """One page of what is found, the latest first, and how many there are."""
    lines = _lines(tenant, wanted)
    total = await session.scalar(select(func.count()).select_from(lines.subquery()))
    ordered = lines.order_by(_touched().desc(), CaseRow.id).limit(PAGE).offset((page - 1) * PAGE)
    rows = (await session.execute(ordered)).all()
    return tuple(_line(*row) for row in rows), total or 0


async def count_by_state(session: AsyncSession, tenant: str) -> dict[str, int]:
    """How many cases are in each state."""
    state = func.coalesce(DeskCaseRow.state, "self")
    rows = await session.execute(
        select(state, func.count())
        .select_from(CaseRow)
        .outerjoin(DeskCaseRow, DeskCaseRow.case_id == CaseRow.id)
        .where(CaseRow.tenant == tenant)
        .group_by(state)
    )
    return {str(name): number for name, number in rows}


async def state_of(session: AsyncSession, case_id: str) -> State:
    """The state of a case; ``self`` where nobody took it."""
    row = await session.get(DeskCaseRow, case_id)
    return cast("State", row.state) if row is not None else "self"


async def set_state(session: AsyncSession, case_id: str, state: State) -> None:
    """Say what state a case is in."""
    await session.merge(DeskCaseRow(case_id=case_id, state=state))


async def set_language(session: AsyncSession, case_id: str, language: str) -> None:
    """The language of the customer."""
    (await session.get_one(CaseRow, case_id)).language = language


def _lines(tenant: str, wanted: Search) -> Select[*tuple[Any, ...]]:
    under_way = (
        select(RunRow.id)
        .where(RunRow.case_id == CaseRow.id, RunRow.state.in_(_UNDER_WAY))
        .correlate(CaseRow)
        .exists()
    )
    return (
        select(
            CaseRow.id,
            CaseRow.address,
            CaseRow.language,
            func.coalesce(DeskCaseRow.state, "self"),
            _touched(),
            FindingRow.sends,
            FindingRow.cause,
            FindingRow.server,
            under_way,
        )
        .outerjoin(FindingRow, FindingRow.case_id == CaseRow.id)
        .outerjoin(DeskCaseRow, DeskCaseRow.case_id == CaseRow.id)
        .where(CaseRow.tenant == tenant, *_conditions(wanted))
    )


def _conditions(wanted: Search) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for word in wanted.text.lower().split()[:8]:
        columns = (CaseRow.address, FindingRow.cause, FindingRow.server)
        found.append(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    if wanted.state:
        found.append(func.coalesce(DeskCaseRow.state, "self") == wanted.state)
    if wanted.sends:
        found.append(FindingRow.sends == wanted.sends)
    if wanted.ids is not None:
        found.append(CaseRow.id.in_(wanted.ids))
    return found


async def forget_solved_before(session: AsyncSession, moment: datetime) -> None:
    """Delete the solved cases in which nothing happened since, with all that is kept of them."""
    solved = select(DeskCaseRow.case_id).where(DeskCaseRow.state == "solved")
    lately = select(EventRow.case_id).where(EventRow.at >= moment)
    looked = select(FindingRow.case_id).where(FindingRow.ended_at >= moment)
    await session.execute(
        delete(CaseRow).where(
            CaseRow.updated_at < moment,
            CaseRow.id.in_(solved),
            CaseRow.id.not_in(lately),
            CaseRow.id.not_in(looked),
        )
    )


def _touched() -> ColumnElement[datetime]:
    """When something last happened: a person's doing, or the end of a run."""
    later = FindingRow.ended_at > CaseRow.updated_at
    return case((later, FindingRow.ended_at), else_=CaseRow.updated_at)


def _line(*row: Any) -> CaseLine:
    return CaseLine(*row)
