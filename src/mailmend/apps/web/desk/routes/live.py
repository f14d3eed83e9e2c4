"""What happens in a run of a case, while it happens (server-sent events)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from mailmend.apps.web.desk.access import MyFile
from mailmend.apps.web.desk.pages import render
from mailmend.apps.web.desk.route import DeskRoute
from mailmend.apps.web.desk.signed import Here, Viewer
from mailmend.apps.web.view import live_view

router = APIRouter(route_class=DeskRoute)


@router.get("/cases/{case_id}/events", response_class=EventSourceResponse)
async def events(
    here: Here, who: Viewer, file: MyFile, last_event_id: Annotated[str, Header()] = ""
) -> AsyncIterator[ServerSentEvent]:
    """The panel of the progress, drawn anew at each step; then ``end``."""
    digits = last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) < 9
    after = int(last_event_id) if digits else 0
    if file.latest is not None:
        async for event in here.runner.follow(file.latest.id, after):
            if event.step != "end":
                panel = render("_live.html", who, live=live_view(file.id, event))
                yield ServerSentEvent(raw_data=panel, id=str(event.number))
    yield ServerSentEvent(event="end", raw_data="over")
