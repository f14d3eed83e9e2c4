"""Two runs of a case side by side."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response

from mailmend.apps.web.desk.access import MyFile
from mailmend.apps.web.desk.compare import compared
from mailmend.apps.web.desk.pages import desk_page
from mailmend.apps.web.desk.route import DeskRoute
from mailmend.apps.web.desk.signed import Viewer
from mailmend.io.store.runs import StoredRun

router = APIRouter(route_class=DeskRoute)


@router.get("/cases/{case_id}/compare")
async def compare(
    request: Request, who: Viewer, file: MyFile, before: str = "", after: str = ""
) -> Response:
    """What changed; without a choice between the last two runs."""
    finished = [run for run in file.runs if run.report is not None]
    if len(finished) < 2:
        raise HTTPException(404)
    first = _chosen(file.run(before), finished[1])
    second = _chosen(file.run(after), finished[0])
    found = compared(first.report or {}, second.report or {}, _evidence(first), _evidence(second))
    return desk_page(
        request,
        "compare.html",
        who,
        file=file,
        finished=finished,
        before=first,
        after=second,
        found=found,
    )


def _chosen(run: StoredRun | None, else_: StoredRun) -> StoredRun:
    return run if run is not None else else_


def _evidence(run: StoredRun) -> dict[str, object]:
    found = (run.result or {}).get("evidence", {})
    assert isinstance(found, dict)
    return found
