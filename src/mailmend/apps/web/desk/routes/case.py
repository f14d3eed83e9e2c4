"""One case: the answer, the proof, the reply, the history; looking again and changing it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.responses import JSONResponse, RedirectResponse

from mailmend.apps.web.desk.access import File, MyCase, MyFile
from mailmend.apps.web.desk.compare import Difference, differing
from mailmend.apps.web.desk.history import history
from mailmend.apps.web.desk.intake import form_of, with_form
from mailmend.apps.web.desk.pages import desk_page
from mailmend.apps.web.desk.reply import reply_text
from mailmend.apps.web.desk.route import DeskRoute
from mailmend.apps.web.desk.routes.cases import (
    fields_of,
    language_of,
    secret_of,
    without_secret,
)
from mailmend.apps.web.desk.signed import Engineer, EngineerForm, Here, Signed, Viewer
from mailmend.apps.web.desk.view import answer_in, page_of
from mailmend.apps.web.desk.work import Wish, start
from mailmend.apps.web.services import Services
from mailmend.apps.web.view import live_view
from mailmend.apps.web.work import case_document
from mailmend.case import Case, InputError, case_from_mapping
from mailmend.io.store.audit import note
from mailmend.io.store.cases import StoredCase, update_case
from mailmend.io.store.desk.cases import set_language
from mailmend.io.store.desk.events import add_event

router = APIRouter(route_class=DeskRoute)


@router.get("/cases/{case_id}")
async def case_page(
    request: Request, here: Here, who: Viewer, file: MyFile, language: str = ""
) -> Response:
    """The progress while a run goes on, and what is known."""
    chosen = language if language in who.tenant.languages else file.stored.language
    latest = file.latest
    event = here.runner.latest(latest.id) if latest and not latest.over else None
    live = live_view(file.id, event)
    return desk_page(
        request,
        "case.html",
        who,
        **page_of(file),
        live=live,
        entries=history(file.events, file.runs),
        reply=reply_of(file, who, chosen),
        reply_language=chosen,
        keep_solved_days=here.config.keep_solved_days,
    )


def reply_of(file: File, who: Signed, language: str, link: str = "") -> str | None:
    """The reply to the customer in that language."""
    answer = answer_in(file.answered, language)
    values = {
        "address": file.stored.address,
        "brand": who.tenant.name,
        "engineer": who.user.name,
        "link": link,
    }
    return reply_text(answer, language, who.tenant.templates.get(language, ""), values)


@router.post("/cases/{case_id}/run")
async def run(here: Here, posted: EngineerForm, stored: MyCase) -> Response:
    """Look again."""
    wish = Wish(secret_of(posted), posted.text("really") == "yes")
    await start(here, posted.who, stored, wish)
    return RedirectResponse(f"/desk/cases/{stored.id}", 303)


@router.get("/cases/{case_id}/edit")
async def edit(request: Request, who: Engineer, stored: MyCase) -> Response:
    """The form with what is known."""
    fields = {**form_of(case_from_mapping(stored.document)), "language": stored.language}
    return desk_page(request, "new_case.html", who, fields=fields, refusal="", stored=stored)


@router.post("/cases/{case_id}/edit")
async def change(request: Request, here: Here, posted: EngineerForm, stored: MyCase) -> Response:
    """Keep what is known now, and look again."""
    who = posted.who
    try:
        secret = secret_of(posted)
        known = with_form(case_from_mapping(stored.document), posted.text)
        known = without_secret(known, secret)
    except InputError as refusal:
        values: dict[str, Any] = {"fields": fields_of(posted), "refusal": str(refusal)}
        return desk_page(request, "new_case.html", who, 400, stored=stored, **values)
    updated = await changed(here, who, stored, known, language_of(posted, who))
    await start(here, who, updated, Wish(secret, posted.text("really") == "yes"))
    return RedirectResponse(f"/desk/cases/{stored.id}", 303)


async def changed(
    here: Services, who: Signed, stored: StoredCase, known: Case, language: str
) -> StoredCase:
    """The case with what is known now; the history tells what changed."""
    document, now = case_document(known), datetime.now(UTC)
    found = differing(stored.document, document)
    async with here.database.writing() as session:
        await update_case(session, stored.id, document, now)
        await set_language(session, stored.id, language)
        if found:
            changes = [_plain(each) for each in found]
            await add_event(session, stored.id, who.user.actor, "edited", now, changes=changes)
            await note(session, who.user.actor, "case.edited", stored.id, now)
    return StoredCase(
        stored.id, stored.tenant, stored.address, language, document, stored.created_at, now
    )


def _plain(each: Difference) -> dict[str, str]:
    return {"name": each.name, "before": each.before[:200], "after": each.after[:200]}


@router.get("/cases/{case_id}/runs/{run_id}/report.json")
async def report(file: MyFile, run_id: str) -> Response:
    """The report as the command line writes it."""
    found = file.run(run_id)
    if found is None:
        raise HTTPException(404)
    name = f'attachment; filename="report-{run_id[:8]}.json"'
    return JSONResponse(found.report, headers={"content-disposition": name})
