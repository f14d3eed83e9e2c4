"""The customer's link: made, shown once, taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from mailmend.apps.web.desk.access import MyCase, MyFile
from mailmend.apps.web.desk.pages import desk_page
from mailmend.apps.web.desk.route import DeskRoute
from mailmend.apps.web.desk.routes.case import reply_of
from mailmend.apps.web.desk.signed import EngineerForm, Here
from mailmend.io.store.audit import note
from mailmend.io.store.desk.events import add_event
from mailmend.io.store.links import add_link, revoke_links

router = APIRouter(route_class=DeskRoute)
DAYS = (1, 7, 30)


@router.post("/cases/{case_id}/link")
async def make(request: Request, here: Here, posted: EngineerForm, file: MyFile) -> Response:
    """A new link; the page shows it this once, since only its hash is kept."""
    days = next((each for each in DAYS if str(each) == posted.text("days")), 7)
    now, actor = datetime.now(UTC), posted.who.user.actor
    async with here.database.writing() as session:
        token = await add_link(session, file.id, "case", now, timedelta(days=days))
        await add_event(session, file.id, actor, "linked", now)
        await note(session, actor, "case.linked", file.id, now, days=days)
    link = f"{here.config.public_url}/c/{token}"
    return desk_page(
        request,
        "link.html",
        posted.who,
        file=file,
        link=link,
        ends=now + timedelta(days=days),
        reply=reply_of(file, posted.who, file.stored.language, link),
    )


@router.post("/cases/{case_id}/unlink")
async def take_back(here: Here, posted: EngineerForm, stored: MyCase) -> Response:
    """No link of the case opens anything any more."""
    now, actor = datetime.now(UTC), posted.who.user.actor
    async with here.database.writing() as session:
        await revoke_links(session, stored.id, "case", now)
        await add_event(session, stored.id, actor, "unlinked", now)
        await note(session, actor, "case.unlinked", stored.id, now)
    return RedirectResponse(f"/desk/cases/{stored.id}", 303)
