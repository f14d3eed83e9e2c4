"""Small changes to a case: its state, a note, a reply that was sent."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Response
from starlette.responses import RedirectResponse

from mailmend.apps.web.desk.access import MyCase
from mailmend.apps.web.desk.route import DeskRoute
from mailmend.apps.web.desk.signed import AdminForm, EngineerForm, Here
from mailmend.case import InputError
from mailmend.io.store.audit import note
from mailmend.io.store.cases import forget
from mailmend.io.store.desk.cases import STATES, set_state, state_of
from mailmend.io.store.desk.events import add_event
from mailmend.languages import NAMES

router = APIRouter(route_class=DeskRoute)
MAX_NOTE = 8 * 1024
MAX_REPLY = 32 * 1024


@router.post("/cases/{case_id}/state")
async def state(here: Here, posted: EngineerForm, stored: MyCase) -> Response:
    """Open, waiting, solved."""
    wanted, now = posted.text("state"), datetime.now(UTC)
    known = next((each for each in STATES if each == wanted and each != "self"), None)
    if known is None:
        raise InputError("a case is open, waiting or solved")
    actor = posted.who.user.actor
    async with here.database.writing() as session:
        before = await state_of(session, stored.id)
        if before != known:
            await set_state(session, stored.id, known)
            await add_event(session, stored.id, actor, "state", now, before=before, after=known)
            await note(session, actor, "case.state", stored.id, now, state=known)
    return _back(stored.id)


@router.post("/cases/{case_id}/note")
async def add_note(here: Here, posted: EngineerForm, stored: MyCase) -> Response:
    """A remark for colleagues."""
    text, now = _text(posted.text("text"), MAX_NOTE), datetime.now(UTC)
    async with here.database.writing() as session:
        await add_event(session, stored.id, posted.who.user.actor, "noted", now, text=text)
        await note(session, posted.who.user.actor, "case.noted", stored.id, now)
    return _back(stored.id, "#history")


@router.post("/cases/{case_id}/sent")
async def sent(here: Here, posted: EngineerForm, stored: MyCase) -> Response:
    """The reply was sent: what it said is kept, and the customer has the next move."""
    text, now = _text(posted.text("text"), MAX_REPLY), datetime.now(UTC)
    language = NAMES.get(posted.text("language"), NAMES["en"])
    actor = posted.who.user.actor
    async with here.database.writing() as session:
        await add_event(session, stored.id, actor, "sent", now, text=text, language=language)
        before = await state_of(session, stored.id)
        if before == "open":
            await set_state(session, stored.id, "waiting")
            await add_event(session, stored.id, actor, "state", now, before=before, after="waiting")
        await note(session, actor, "case.sent", stored.id, now)
    return _back(stored.id, "#history")


@router.post("/cases/{case_id}/delete")
async def delete(here: Here, posted: AdminForm, stored: MyCase) -> Response:
    """Delete the case with all that is kept of it; the trail keeps that it was done."""
    if posted.text("address").strip().lower() != stored.address.lower():
        raise InputError("type the address of the case to delete it")
    async with here.database.writing() as session:
        await forget(session, stored.id)
        await note(session, posted.who.user.actor, "case.deleted", stored.id, datetime.now(UTC))
    return RedirectResponse("/desk/cases", 303)


def _text(text: str, limit: int) -> str:
    cleaned = text.replace("\r\n", "\n").strip()
    if not cleaned or len(cleaned) > limit:
        raise InputError(f"a text has 1 to {limit} characters")
    return cleaned


def _back(case_id: str, place: str = "") -> Response:
    return RedirectResponse(f"/desk/cases/{case_id}{place}", 303)
