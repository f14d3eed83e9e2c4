"""One case: how far it is, the answer, and what the person can do next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from starlette.responses import RedirectResponse

from mailmend.apps.report_file import causes_of
from mailmend.apps.web.access import Here, MyCase, Opened
from mailmend.apps.web.forms import MoreForm, PasswordForm, Signed
from mailmend.apps.web.intake import (
    AUTHENTICATIONS,
    Settings,
    Unusable,
    settings_of,
    with_settings,
)
from mailmend.apps.web.job import Job
from mailmend.apps.web.pages import page
from mailmend.apps.web.rates import (
    draw,
    look_buckets,
    message_buckets,
    password_buckets,
    refund,
)
from mailmend.apps.web.runner import Busy, Settle
from mailmend.apps.web.services import Services
from mailmend.apps.web.view import live_view, result_view
from mailmend.apps.web.visitor import check_form, client_address, networks_of, visitor_of
from mailmend.apps.web.work import Made, case_document
from mailmend.io.store.cases import forget, ungrant, update_case
from mailmend.io.store.desk.cases import state_of
from mailmend.io.store.limits import Bucket
from mailmend.secret import Secret
from mailmend.text import phrase

router = APIRouter(include_in_schema=False)
_ID = re.compile("[0-9a-f]{32}")
_NEEDS_PASSWORD = phrase("Please type the password of the mailbox.")


@router.get("/case/{case_id}")
async def case_page(request: Request, here: Here, opened: MyCase) -> Response:
    """The progress while a run goes on, then the answer."""
    if not opened.latest.over:
        event = here.runner.latest(opened.latest.id)
        return page(request, "progress.html", 200, **live_view(opened.stored.id, event))
    return await _answer(request, here, opened)


@router.get("/case/{case_id}/more")
@router.get("/case/{case_id}/check")
async def back_to_case(case_id: str) -> Response:
    """Where a browser loads the address of a form anew, or the language was changed there."""
    if not _ID.fullmatch(case_id):
        raise HTTPException(404)
    return RedirectResponse(f"/case/{case_id}", 303)


@router.post("/case/{case_id}/more")
async def more(
    request: Request, here: Here, opened: MyCase, form: Annotated[MoreForm, Form()]
) -> Response:
    """Look again, with what the person knows now."""
    check_form(visitor_of(request, here.config), form.csrf)
    told, password = form.settings(), form.password
    try:
        case = with_settings(opened.case, told)
    except Unusable as refusal:
        return await _answer(request, here, opened, refusal, told)
    async with here.database.writing() as session:
        await update_case(session, opened.stored.id, case_document(case), datetime.now(UTC))
    await _run(
        request, here, opened, Job(opened.stored.id, case, secret=_secret(password), fresh=True)
    )
    return RedirectResponse(f"/case/{opened.stored.id}", 303)


@router.post("/case/{case_id}/check")
async def check(
    request: Request, here: Here, opened: MyCase, form: Annotated[PasswordForm, Form()]
) -> Response:
    """Really send one message with the settings that work, to the mailbox itself."""
    check_form(visitor_of(request, here.config), form.csrf)
    secret = _secret(form.password)
    if secret is None:
        return await _answer(request, here, opened, Unusable("check", _NEEDS_PASSWORD))
    await draw(here.database, message_buckets(here.config.rates, opened.stored.address))
    before = causes_of(opened.answered.report or {}) if opened.answered else ()
    job = Job(opened.stored.id, opened.case, kind="verify", secret=secret, before=before)
    await _run(request, here, opened, job)
    return RedirectResponse(f"/case/{opened.stored.id}", 303)


@router.post("/case/{case_id}/forget")
async def forget_case(
    request: Request, here: Here, opened: MyCase, form: Annotated[Signed, Form()]
) -> Response:
    """Delete the case and all that was found; one that support took leaves this browser only."""
    visitor = visitor_of(request, here.config)
    check_form(visitor, form.csrf)
    async with here.database.writing() as session:
        if opened.stored.tenant is None or await state_of(session, opened.stored.id) == "self":
            await forget(session, opened.stored.id)
        else:
            await ungrant(session, opened.stored.id, visitor.token)
    return RedirectResponse("/", 303)


async def _run(request: Request, here: Services, opened: Opened, job: Job) -> None:
    """Begin the run. A case that is being looked at already is not looked at twice."""
    if not opened.latest.over:
        return
    client = client_address(request, here.config.proxies)
    job = replace(job, asker=networks_of(client)[-1])
    rates = here.config.rates
    await draw(here.database, look_buckets(rates, client, job.case.domain))
    if job.secret is None:
        await here.runner.start(job)
        return
    tries = password_buckets(rates, client, job.case.address)
    await draw(here.database, tries)
    try:
        await here.runner.start(job, _settle(here, tries))
    except Busy:
        await refund(here.database, tries)
        raise


def _settle(here: Services, tries: Sequence[Bucket]) -> Settle:
    """A password that was accepted is no guess: it does not count."""

    async def settle(made: Made) -> None:
        here.metrics.passwords.labels("accepted" if made.password_accepted else "refused").inc()
        if made.password_accepted:
            await refund(here.database, tries)

    return settle


def _secret(password: str) -> Secret | None:
    return Secret(password) if password else None


async def _answer(
    request: Request,
    here: Services,
    opened: Opened,
    refusal: Unusable | None = None,
    told: Settings | None = None,
) -> Response:
    """The answer's page, with what is wrong with a form that was just sent."""
    view = await result_view(request, here, opened)
    return page(
        request,
        "result.html",
        400 if refusal else 200,
        refused=refusal,
        sheet=told or settings_of(opened.case),
        authentications=AUTHENTICATIONS,
        **view,
    )
