"""Which case a request of the desk is about; one of another brand is as if it were missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException

from mailmend.apps.web.desk.signed import Here, Viewer
from mailmend.case import Case, case_from_mapping
from mailmend.io.store.cases import StoredCase
from mailmend.io.store.desk.attachments import StoredAttachment, attachments_of
from mailmend.io.store.desk.cases import State, find_case_of, state_of
from mailmend.io.store.desk.events import StoredEvent, events_of
from mailmend.io.store.runs import StoredRun, runs_of

_ID = re.compile(r"[0-9a-f]{32}\Z")


@dataclass(frozen=True, slots=True)
class File:
    """All that is kept of a case; runs and events the latest first."""

    stored: StoredCase
    state: State
    runs: tuple[StoredRun, ...]
    events: tuple[StoredEvent, ...]
    attached: tuple[StoredAttachment, ...]

    @property
    def id(self) -> str:
        """The case's id."""
        return self.stored.id

    @property
    def case(self) -> Case:
        """The case as the contract reads it."""
        return case_from_mapping(self.stored.document)

    @property
    def latest(self) -> StoredRun | None:
        """The latest run, over or not."""
        return self.runs[0] if self.runs else None

    @property
    def answered(self) -> StoredRun | None:
        """The latest run that came to an answer."""
        return next((run for run in self.runs if run.report is not None), None)

    def run(self, run_id: str) -> StoredRun | None:
        """The run of that id, if it is one of this case and came to an answer."""
        return next((run for run in self.runs if run.id == run_id and run.report), None)


async def stored_case(here: Here, who: Viewer, case_id: str) -> StoredCase:
    """The case in the address. A foreign one and a missing one are both 404."""
    if not _ID.match(case_id):
        raise HTTPException(404)
    async with here.database.reading() as session:
        found = await find_case_of(session, who.tenant.id, case_id)
    if found is None:
        raise HTTPException(404)
    return found


async def case_file(here: Here, stored: Annotated[StoredCase, Depends(stored_case)]) -> File:
    """The same with all that is kept of it."""
    async with here.database.reading() as session:
        return File(
            stored,
            await state_of(session, stored.id),
            await runs_of(session, stored.id),
            await events_of(session, stored.id),
            await attachments_of(session, stored.id),
        )


MyCase = Annotated[StoredCase, Depends(stored_case)]
MyFile = Annotated[File, Depends(case_file)]
