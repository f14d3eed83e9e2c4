"""What happens in a run, while it happens (server-sent events)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from mailmend.apps.web.access import Here, MyCase
from mailmend.apps.web.pages import render
from mailmend.apps.web.view import live_view

router = APIRouter(include_in_schema=False)


@router.get("/case/{case_id}/events", response_class=EventSourceResponse)
async def events(
    request: Request,
    here: Here,
    opened: MyCase,
    last_event_id: Annotated[str, Header()] = "",
) -> AsyncIterator[ServerSentEvent]:
    """The panel of the progress page, drawn anew at each step; then ``end``."""
    digits = last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) < 9
    async for event in here.runner.follow(opened.latest.id, int(last_event_id) if digits else 0):
        if event.step != "end":
            panel = render(request, "_live.html", **live_view(opened.stored.id, event))
            yield ServerSentEvent(raw_data=panel, id=str(event.number))
    yield ServerSentEvent(event="end", raw_data="over")
