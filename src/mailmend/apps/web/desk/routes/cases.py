"""The list of cases, and a new one."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel
from starlette.responses import RedirectResponse

from mailmend.apps.web.desk.intake import case_of
from mailmend.apps.web.desk.pages import desk_page
from mailmend.apps.web.desk.route import DeskRoute
from mailmend.apps.web.desk.signed import Engineer, EngineerForm, Here, Posted, Signed, Viewer
from mailmend.apps.web.desk.work import Wish, start
from mailmend.apps.web.services import Services
from mailmend.apps.web.work import case_document
from mailmend.case import Case, InputError
from mailmend.io.redact import Redactor
from mailmend.io.store.audit import note
from mailmend.io.store.cases import StoredCase, add_case, find_case
from mailmend.io.store.desk.cases import PAGE, STATES, Search, count_by_state, search
from mailmend.io.store.desk.events import add_event
from mailmend.io.store.desk.incidents import open_incidents
from mailmend.io.store.desk.tenants import owner_of
from mailmend.secret import Secret
from mailmend.wire.domain_names import host_name

router = APIRouter(route_class=DeskRoute)
MAX_QUERY = 200
MAX_PAGE = 10_000
MAX_PASSWORD = 1024


class Listed(BaseModel):
    """What the address of the list says, in whatever form it was typed."""

    q: str = ""
    state: str = "open"
    page: str = "1"

    @property
    def search(self) -> Search:
        """What is looked for."""
        text = "".join(char for char in self.q if char.isprintable())[:MAX_QUERY]
        return Search(text, self.state if self.state in STATES else "")

    @property
    def number(self) -> int:
        """The page, from 1."""
        text = self.page
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
        return min(max(number, 1), MAX_PAGE)


@router.get("/cases")
async def cases(
    request: Request, here: Here, who: Viewer, listed: Annotated[Listed, Query()]
) -> Response:
    """One page of what is looked for."""
    wanted, number = listed.search, listed.number
    async with here.database.reading() as session:
        lines, total = await search(session, who.tenant.id, wanted, number)
        counts = await count_by_state(session, who.tenant.id)
        incidents = await open_incidents(session, who.tenant.id, datetime.now(UTC))
    return desk_page(
        request,
        "cases.html",
        who,
        wanted=wanted,
        lines=lines,
        total=total,
        counts=counts,
        incidents=incidents,
        page=number,
        pages=max(1, math.ceil(total / PAGE)),
    )


@router.get("/new-case")
async def form(request: Request, who: Engineer, address: str = "") -> Response:
    """The form for a new case."""
    return _form(request, who, {"address": address[:254], "language": who.tenant.languages[0]})


@router.post("/new-case")
async def take_in(request: Request, here: Here, posted: EngineerForm) -> Response:
    """Keep the case and begin to look."""
    who = posted.who
    try:
        case, secret = case_of(posted.text), secret_of(posted)
        case = without_secret(case, secret)
        await _is_ours(here, who, case)
    except InputError as refusal:
        return _form(request, who, fields_of(posted), str(refusal), 400)
    language = language_of(posted, who)
    stored = await _kept(here, who, case, language)
    await start(here, who, stored, Wish(secret, posted.text("really") == "yes"))
    return RedirectResponse(f"/desk/cases/{stored.id}", 303)


async def _is_ours(here: Services, who: Signed, case: Case) -> None:
    """A domain that was assigned to another brand is for that brand. Raises ``InputError``."""
    domain = host_name(case.domain) or case.domain
    async with here.database.reading() as session:
        owner = await owner_of(session, domain)
    if owner not in (None, who.tenant.id):
        raise InputError(f"{domain} is not served by {who.tenant.name}")


async def _kept(here: Services, who: Signed, case: Case, language: str) -> StoredCase:
    now, actor = datetime.now(UTC), who.user.actor
    async with here.database.writing() as session:
        case_id = await add_case(session, case_document(case), language, now, who.tenant.id)
        await add_event(session, case_id, actor, "created", now)
        await note(session, actor, "case.created", case_id, now, address=case.address)
        stored = await find_case(session, case_id)
    assert stored is not None
    return stored


def secret_of(posted: Posted) -> Secret | None:
    """The customer's password, where one was typed. Raises ``InputError``."""
    text = posted.text("password")
    if len(text) > MAX_PASSWORD or any(ord(char) < 0x20 or ord(char) == 0x7F for char in text):
        raise InputError("the password has a control character or is too long")
    return Secret(text) if text else None


def without_secret(case: Case, secret: Secret | None) -> Case:
    """The case with the password blotted out of the error, should somebody have pasted it there."""
    if secret is None or not case.error:
        return case
    return replace(case, error=Redactor([secret]).clean_text(case.error))


def language_of(posted: Posted, who: Signed) -> str:
    """The customer's language, one of those the brand answers in."""
    wanted = posted.text("language")
    return wanted if wanted in who.tenant.languages else who.tenant.languages[0]


def fields_of(posted: Posted) -> dict[str, str]:
    """The form as it was sent, to be shown again; never the password."""
    return {
        name: value
        for name, value in posted.form.items()
        if isinstance(value, str) and name not in ("password", "csrf")
    }


def _form(
    request: Request,
    who: Signed,
    fields: dict[str, str],
    refusal: str = "",
    status: int = 200,
) -> Response:
    return desk_page(
        request, "new_case.html", who, status, fields=fields, refusal=refusal, stored=None
    )
