"""A brand's settings: name, colour, languages, replies; and the trail of who did what."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from mailmend.apps.tenant import checked_name
from mailmend.apps.web.desk.colours import is_colour, is_readable, readable
from mailmend.apps.web.desk.pages import desk_page
from mailmend.apps.web.desk.reply import PLACES, checked
from mailmend.apps.web.desk.route import DeskRoute
from mailmend.apps.web.desk.signed import Admin, AdminForm, Here, Posted, Signed
from mailmend.apps.web.services import Services
from mailmend.case import InputError
from mailmend.io.store.audit import note, trail_of
from mailmend.io.store.desk.tenants import domains_of, set_looks, set_template
from mailmend.io.store.desk.users import users_of
from mailmend.languages import LANGUAGES

router = APIRouter(route_class=DeskRoute)


@router.get("/settings")
async def settings(request: Request, here: Here, who: Admin, saved: str = "") -> Response:
    """The forms."""
    return await _page(request, here, who, saved=bool(saved))


@router.post("/settings")
async def looks(request: Request, here: Here, posted: AdminForm) -> Response:
    """Name, colour, languages."""
    who = posted.who
    try:
        name, accent, languages = _looks(posted)
    except InputError as refusal:
        return await _page(request, here, who, 400, refusal=str(refusal))
    async with here.database.writing() as session:
        await set_looks(session, who.tenant.id, name, accent, languages)
        now = datetime.now(UTC)
        await note(session, who.user.actor, "tenant.looks", who.tenant.id, now, accent=accent)
    return RedirectResponse("/desk/settings?saved=yes", 303)


@router.post("/settings/reply")
async def reply(request: Request, here: Here, posted: AdminForm) -> Response:
    """The reply in one language; empty for the standard one."""
    who, language = posted.who, posted.text("language")
    try:
        if language not in LANGUAGES:
            raise InputError("there is no such language")
        text = checked(posted.text("template"))
    except InputError as refusal:
        sent = {language: posted.text("template")}
        return await _page(request, here, who, 400, refusal=str(refusal), sent=sent)
    async with here.database.writing() as session:
        await set_template(session, who.tenant.id, language, text)
        now = datetime.now(UTC)
        await note(session, who.user.actor, "tenant.reply", who.tenant.id, now, language=language)
    return RedirectResponse("/desk/settings?saved=yes#replies", 303)


def _looks(posted: Posted) -> tuple[str, str, list[str]]:
    """Raises ``InputError``."""
    name, accent = checked_name(posted.text("name")), posted.text("accent").strip().lower()
    languages = [each for each in LANGUAGES if each in posted.texts("languages")]
    if not is_colour(accent):
        raise InputError("a colour is like #0a6450")
    if not is_readable(accent):
        raise InputError(
            f"text in {accent} is hard to read; the nearest shade that is not is {readable(accent)}"
        )
    if not languages:
        raise InputError("choose a language at least")
    first = posted.text("first")
    return name, accent, sorted(languages, key=lambda each: each != first)


async def _page(
    request: Request,
    here: Services,
    who: Signed,
    status: int = 200,
    *,
    refusal: str = "",
    saved: bool = False,
    sent: dict[str, str] | None = None,
) -> Response:
    async with here.database.reading() as session:
        domains = await domains_of(session, who.tenant.id)
        people = await users_of(session, who.tenant.id)
    return desk_page(
        request,
        "settings.html",
        who,
        status,
        refusal=refusal,
        saved=saved,
        domains=domains,
        people=people,
        places=PLACES,
        templates={**who.tenant.templates, **(sent or {})},
    )


@router.get("/trail")
async def trail(request: Request, here: Here, who: Admin, before: str = "") -> Response:
    """Who did what, the latest first."""
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 12 else None
    async with here.database.reading() as session:
        actors = [each.actor for each in await users_of(session, who.tenant.id)]
        rows = await trail_of(session, actors, number)
    return desk_page(request, "trail.html", who, rows=rows)
