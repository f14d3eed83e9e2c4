"""Incidents: one cause on one server, and everybody whom it affects."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.responses import RedirectResponse

from mailmend.apps.web.desk.pages import desk_page
from mailmend.apps.web.desk.replies import Letter, letters, sent_to_all
from mailmend.apps.web.desk.route import DeskRoute
from mailmend.apps.web.desk.signed import EngineerForm, Here, Signed, Viewer
from mailmend.apps.web.services import Services
from mailmend.io.store.audit import note
from mailmend.io.store.desk.cases import CaseLine, Search, search
from mailmend.io.store.desk.incidents import (
    Incident,
    close_incident,
    closures,
    open_incidents,
    reopen_incident,
)

router = APIRouter(route_class=DeskRoute)
MAX_NOTE = 2000
SHOWN = 50


@router.get("/incidents")
async def incidents(request: Request, here: Here, who: Viewer) -> Response:
    """What is going on, and what is over."""
    async with here.database.reading() as session:
        found = await open_incidents(session, who.tenant.id, datetime.now(UTC))
        over = await closures(session, who.tenant.id)
    return desk_page(request, "incidents.html", who, found=found, over=over)


@router.get("/incident")
async def incident(
    request: Request, here: Here, who: Viewer, cause: str = "", server: str = ""
) -> Response:
    """Everybody affected, how each stands now, and the reply to each."""
    found = await _found(here, who, cause, server)
    lines = await _lines(here, who, found)
    return desk_page(
        request,
        "incident.html",
        who,
        found=found,
        lines=lines,
        mended=sum(line.sends == "yes" for line in lines),
        letters=await _letters(here, who, found),
    )


@router.post("/incident/close")
async def close(here: Here, posted: EngineerForm) -> Response:
    """It is over."""
    found = await _found(here, posted.who, posted.text("cause"), posted.text("server"))
    text, now = posted.text("note").strip()[:MAX_NOTE], datetime.now(UTC)
    actor = posted.who.user.actor
    async with here.database.writing() as session:
        tenant = posted.who.tenant.id
        await close_incident(session, tenant, found, now, by=actor, note=text)
        await note(session, actor, "incident.closed", _target(found), now)
    return RedirectResponse("/desk/incidents", 303)


@router.post("/incident/reopen")
async def reopen(here: Here, posted: EngineerForm) -> Response:
    """It is not over after all."""
    cause, server = posted.text("cause"), posted.text("server")
    actor = posted.who.user.actor
    async with here.database.writing() as session:
        if not await reopen_incident(session, posted.who.tenant.id, cause, server):
            raise HTTPException(404)
        await note(
            session, actor, "incident.reopened", f"{cause} {server}"[:128], datetime.now(UTC)
        )
    return RedirectResponse("/desk/incidents", 303)


@router.post("/incident/sent")
async def sent(here: Here, posted: EngineerForm) -> Response:
    """The replies to all of them were sent: each case's history has its own."""
    found = await _found(here, posted.who, posted.text("cause"), posted.text("server"))
    await sent_to_all(here, posted.who, await _letters(here, posted.who, found))
    return RedirectResponse(address_of(found), 303)


def address_of(found: Incident) -> str:
    """Where the page of the incident is."""
    return f"/desk/incident?{urlencode({'cause': found.cause, 'server': found.server})}"


async def _found(here: Services, who: Signed, cause: str, server: str) -> Incident:
    async with here.database.reading() as session:
        for each in await open_incidents(session, who.tenant.id, datetime.now(UTC)):
            if (each.cause, each.server) == (cause, server):
                return each
    raise HTTPException(404)


async def _lines(here: Services, who: Signed, found: Incident) -> tuple[CaseLine, ...]:
    ids = tuple(each.case_id for each in found.cases)
    lines: list[CaseLine] = []
    async with here.database.reading() as session:
        for first in range(0, len(ids), SHOWN):
            wanted = Search(ids=ids[first : first + SHOWN])
            lines += (await search(session, who.tenant.id, wanted))[0]
    return tuple(lines)


async def _letters(here: Services, who: Signed, found: Incident) -> tuple[Letter, ...]:
    return await letters(here, who, [each.case_id for each in found.cases])


def _target(found: Incident) -> str:
    return f"{found.cause} {found.server}"[:128]
