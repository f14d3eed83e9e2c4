"""Which case a request is about, where its visitor may see it; and what it has come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from mailmend.apps.web.services import Services, services
from mailmend.apps.web.visitor import visitor_of
from mailmend.case import Case, case_from_mapping
from mailmend.io.store.cases import StoredCase, case_for_visitor
from mailmend.io.store.desk.tenants import find_tenant
from mailmend.io.store.runs import StoredRun, runs_of

Here = Annotated[Services, Depends(services)]


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with its runs, the latest first."""

    stored: StoredCase
    runs: tuple[StoredRun, ...]

    @property
    def case(self) -> Case:
        """The case as the contract reads it."""
        return case_from_mapping(self.stored.document)

    @property
    def latest(self) -> StoredRun:
        """The latest run."""
        return self.runs[0]

    @property
    def answered(self) -> StoredRun | None:
        """The latest run that came to an answer."""
        return next((run for run in self.runs if run.report is not None), None)


async def opened_case(request: Request, here: Here, case_id: str) -> Opened:
    """The case in the address. A foreign one and a missing one are both 404."""
    visitor = visitor_of(request, here.config)
    async with here.database.reading() as session:
        stored = await case_for_visitor(session, case_id, visitor.token)
        if stored is None:
            raise HTTPException(404)
        if stored.tenant is not None:
            request.state.brand = await find_tenant(session, stored.tenant)
        return Opened(stored, await runs_of(session, case_id))


MyCase = Annotated[Opened, Depends(opened_case)]
