"""The runs of one owner, page by page."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.cases import StoredCase, find_case
from mailmend.io.store.models import CaseRow, RunRow
from mailmend.io.store.runs import StoredRun, find_run


async def owned_run(
    session: AsyncSession, owner: str, run_id: str
) -> tuple[StoredRun, StoredCase] | None:
    """The run with its case, where it is the owner's; a foreign one is as if it were missing."""
    run = await find_run(session, run_id)
    case = await find_case(session, run.case_id) if run is not None else None
    if run is None or case is None or case.tenant != owner:
        return None
    return run, case


async def runs_after(
    session: AsyncSession, owner: str, after: str | None, limit: int
) -> Sequence[tuple[StoredRun, str]]:
    """Runs with the address of their case, the latest first, from behind the run ``after``."""
    query = (
        select(RunRow.id, CaseRow.address)
        .join(CaseRow, CaseRow.id == RunRow.case_id)
        .where(CaseRow.tenant == owner)
        .order_by(RunRow.created_at.desc(), RunRow.id.desc())
        .limit(limit)
    )
    last = await session.get(RunRow, after) if after is not None else None
    if last is not None:
        same = and_(RunRow.created_at == last.created_at, RunRow.id < last.id)
        query = query.where(or_(RunRow.created_at < last.created_at, same))
    rows = (await session.execute(query)).all()
    found = [(await find_run(session, run_id), address) for run_id, address in rows]
    return [(run, address) for run, address in found if run is not None]
