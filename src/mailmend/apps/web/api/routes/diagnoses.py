"""Diagnoses and verifications: begin, follow, read, list."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from mailmend.apps.web.access import Here
from mailmend.apps.web.api.caller import Asker, Reader, Sender
from mailmend.apps.web.api.once import Key, once
from mailmend.apps.web.api.running import diagnose, found_run, verify
from mailmend.apps.web.api.shapes import (
    DiagnosisIn,
    Id,
    RemediesOut,
    RunOut,
    RunPage,
    RunWhole,
    SettingsOut,
    VerificationIn,
    run_out,
    run_whole,
)
from mailmend.apps.web.api.strict import StrictRoute
from mailmend.apps.web.events import Event
from mailmend.apps.web.published.profile import profile as signed_profile
from mailmend.apps.web.view import account
from mailmend.io.store.api.listing import runs_after
from mailmend.io.store.runs import find_run
from mailmend.settings_files import NotUsable
from mailmend.settings_files.mobileconfig import MIME_TYPE

router = APIRouter(route_class=StrictRoute, tags=["diagnoses"])
PROFILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {MIME_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}


@router.post("/diagnoses", status_code=202, response_model=RunOut)
async def begin(
    request: Request, here: Here, caller: Asker, asked: DiagnosisIn, key: Key = None
) -> Response:
    """Begin to find out why this mailbox cannot send. Nothing is sent."""

    async def make() -> dict[str, Any]:
        begun = await diagnose(here, caller, asked)
        return await _written(here, begun["id"], asked.case["address"])

    return await once(request, here, caller, make, key=key)


@router.post("/verifications", status_code=202, response_model=RunOut)
async def send(
    request: Request, here: Here, caller: Sender, asked: VerificationIn, key: Key = None
) -> Response:
    """Really send one marked message with the settings that work, and see it arrive."""

    async def make() -> dict[str, Any]:
        begun = await verify(here, caller, asked)
        _, stored = await found_run(here, caller, begun["id"])
        return await _written(here, begun["id"], stored.address)

    return await once(request, here, caller, make, key=key)


async def _written(here: Here, run_id: str, address: object) -> dict[str, Any]:
    async with here.database.reading() as session:
        run = await find_run(session, run_id)
    assert run is not None
    return run_out(run, str(address)).model_dump(mode="json")


@router.get("/diagnoses")
async def listing(
    here: Here,
    caller: Reader,
    cursor: Annotated[Id | None, Query(description="`next` of the part before.")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
) -> RunPage:
    """The caller's diagnoses and verifications, the latest first."""
    async with here.database.reading() as session:
        rows = await runs_after(session, caller.owner, cursor, limit + 1)
    items = [run_out(run, address) for run, address in rows[:limit]]
    return RunPage(items=items, next=items[-1].id if len(rows) > limit else None)


@router.get("/diagnoses/{run_id}")
async def one(here: Here, caller: Reader, run_id: Id) -> RunWhole:
    """How far it is, and the report once it is done."""
    run, stored = await found_run(here, caller, run_id)
    return run_whole(run, stored.address)


@router.get("/diagnoses/{run_id}/remedies")
async def remedies(here: Here, caller: Reader, run_id: Id) -> RemediesOut:
    """What to do, for each audience. 409 while it is not done."""
    run, _ = await found_run(here, caller, run_id)
    if run.report is None:
        raise HTTPException(409, "the diagnosis is not done")
    return RemediesOut(remedies=run.report.get("remedies") or [])


@router.get("/diagnoses/{run_id}/settings")
async def settings(here: Here, caller: Reader, run_id: Id) -> SettingsOut:
    """Every setting that was tried, the best first. 409 while it is not done."""
    run, _ = await found_run(here, caller, run_id)
    tried = (run.result or {}).get("settings")
    if tried is None:
        raise HTTPException(409, "the diagnosis is not done")
    return SettingsOut(**tried)


@router.get("/diagnoses/{run_id}/profile", response_class=Response, responses=PROFILE)
async def profile(here: Here, caller: Reader, run_id: Id) -> Response:
    """The Apple profile with the settings that worked; 404 where none did."""
    run, stored = await found_run(here, caller, run_id)
    source, config = account(stored, run), here.config
    if source is None:
        raise HTTPException(404, "no settings were seen to work")
    try:
        return Response(signed_profile(config, source), media_type=MIME_TYPE)
    except NotUsable as refusal:
        raise HTTPException(404, str(refusal)) from None


@router.get("/diagnoses/{run_id}/events", response_class=EventSourceResponse)
async def events(
    here: Here,
    caller: Reader,
    run_id: Id,
    last_event_id: Annotated[str, Header(max_length=20)] = "",
) -> AsyncIterator[ServerSentEvent]:
    """What happens while it happens; the event `end` is the last."""
    run, _ = await found_run(here, caller, run_id)
    after = int(last_event_id) if last_event_id.isascii() and last_event_id.isdigit() else 0
    async for event in here.runner.follow(run.id, min(after, 1 << 30)):
        if event.step != "end":
            yield ServerSentEvent(data=_told(event), event="progress", id=str(event.number))
    yield ServerSentEvent(data={"id": run.id}, event="end")


def _told(event: Event) -> dict[str, Any]:
    way = [{"name": stop.name, "state": stop.state} for stop in event.way]
    return {"step": event.step, "host": event.host, "port": event.port, "way": way}
