"""The first page: who cannot send, what the device says, what went before."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from starlette.responses import RedirectResponse

from mailmend.apps.web.access import Here
from mailmend.apps.web.alerts import NONE, OTHER, PICTURES
from mailmend.apps.web.devices import DEVICES, guessed
from mailmend.apps.web.forms import StartForm
from mailmend.apps.web.intake import Told, Unusable, case_of
from mailmend.apps.web.job import Job
from mailmend.apps.web.language import COOKIE, language_of
from mailmend.apps.web.pages import page
from mailmend.apps.web.problems import Excuse, excuse
from mailmend.apps.web.rates import TooMany, draw, look_buckets
from mailmend.apps.web.runner import Busy
from mailmend.apps.web.services import Services
from mailmend.apps.web.visitor import Forged, check_form, client_address, networks_of, visitor_of
from mailmend.apps.web.work import case_document
from mailmend.case import Case
from mailmend.io.store.cases import add_case, grant
from mailmend.languages import LANGUAGES
from mailmend.text import Text, phrase

router = APIRouter(include_in_schema=False)
ONSETS: dict[str, Text] = {
    "after-restore": phrase("New phone, or restored from a backup"),
    "first-setup": phrase("I have just set up the account"),
    "after-password-change": phrase("I changed the password"),
    "after-update": phrase("I installed an update"),
    "after-migration": phrase("My provider moved the mailbox"),
    "sudden": phrase("Nothing, it simply stopped"),
    "unknown": phrase("I do not know"),
}


@router.get("/")
async def start(request: Request) -> Response:
    """The form."""
    return _form(request, Told(device=guessed(request.headers.get("user-agent", ""))))


@router.get("/start")
async def start_again() -> Response:
    """Where a browser loads the address of a form anew, or the language was changed there."""
    return RedirectResponse("/", 303)


@router.post("/start")
async def begin(request: Request, here: Here, form: Annotated[StartForm, Form()]) -> Response:
    """Take the case in and begin to look."""
    visitor = visitor_of(request, here.config)
    told = form.told()
    try:
        check_form(visitor, form.csrf)
        case = case_of(told, request.headers.get("user-agent", ""))
        case_id = await here.doubles.once(
            (visitor.token, told), lambda: _begun(request, here, case, visitor.token)
        )
    except Unusable as refusal:
        return _form(request, told, refusal)
    except (Forged, TooMany, Busy) as fault:
        return _form(request, told, excused=excuse(fault, visitor))
    return RedirectResponse(f"/case/{case_id}", 303)


async def _begun(request: Request, here: Services, case: Case, token: str) -> str:
    client = client_address(request, here.config.proxies)
    await draw(here.database, look_buckets(here.config.rates, client, case.domain))
    case_id = await _kept(here, case, language_of(request), token)
    await here.runner.start(Job(case_id, case, asker=networks_of(client)[-1]))
    return case_id


async def _kept(here: Services, case: Case, language: str, token: str) -> str:
    now = datetime.now(UTC)
    async with here.database.writing() as session:
        case_id = await add_case(session, case_document(case), language, now)
        await grant(session, case_id, token, now)
    return case_id


def _form(
    request: Request,
    told: Told,
    refusal: Unusable | None = None,
    excused: Excuse | None = None,
) -> Response:
    """The form as it was filled in, with what is wrong with it or why it was not taken."""
    answer = page(
        request,
        "start.html",
        excused.status if excused else 400 if refusal else 200,
        told=asdict(told),
        refused=refusal,
        excused=excused,
        pictures=PICTURES,
        other=OTHER,
        none=NONE,
        onsets=ONSETS,
        devices={key: name for key, (name, _) in DEVICES.items()},
    )
    answer.headers.update(excused.headers if excused else {})
    return answer


@router.get("/language")
async def choose(request: Request, here: Here, lang: str = "", back: str = "/") -> Response:
    """Keep the language that was chosen, and go back."""
    inside = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    response = RedirectResponse(back if inside else "/", 303)
    chosen = lang if lang in LANGUAGES else language_of(request)
    response.set_cookie(
        COOKIE,
        chosen,
        max_age=365 * 24 * 3600,
        secure=here.config.secure,
        httponly=True,
        samesite="lax",
    )
    return response


@router.get("/robots.txt")
async def robots() -> Response:
    """No page is for search machines."""
    return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")
