"""The fix as a file: on the phone itself, or handed over to it by a code."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request, Response

from mailmend.apps.web.access import Here, MyCase
from mailmend.apps.web.language import language_of
from mailmend.apps.web.pages import page
from mailmend.apps.web.published.profile import profile as signed_profile
from mailmend.apps.web.services import Services
from mailmend.apps.web.view import account, owner_steps
from mailmend.io.store.cases import StoredCase, find_case
from mailmend.io.store.links import case_of_link
from mailmend.io.store.runs import StoredRun, runs_of
from mailmend.settings_files import NotUsable
from mailmend.settings_files.mobileconfig import MIME_TYPE

router = APIRouter(include_in_schema=False)


@router.get("/case/{case_id}/mail.mobileconfig")
async def own_profile(here: Here, opened: MyCase) -> Response:
    """The profile, for the visitor of the case."""
    return _profile(here, opened.stored, opened.answered)


@router.get("/p/{token}")
async def handed_over(request: Request, here: Here, token: str) -> Response:
    """What the code on the other screen leads to: install, and the steps."""
    stored, run = await _of_token(here, token)
    return page(
        request,
        "handover.html",
        address=stored.address,
        profile=f"/p/{token}/mail.mobileconfig",
        remedies=owner_steps(run, language_of(request)),
    )


@router.get("/p/{token}/mail.mobileconfig")
async def handed_profile(here: Here, token: str) -> Response:
    """The profile, for whoever holds the link."""
    return _profile(here, *await _of_token(here, token))


async def _of_token(here: Services, token: str) -> tuple[StoredCase, StoredRun]:
    """Raises a 404 for a link that is unknown, over, or of a case that is gone."""
    async with here.database.reading() as session:
        case_id = await case_of_link(session, token, "profile", datetime.now(UTC))
        stored = await find_case(session, case_id) if case_id else None
        if stored is None:
            raise HTTPException(404)
        runs = await runs_of(session, stored.id)
    run = next((one for one in runs if one.report is not None), None)
    if run is None:
        raise HTTPException(404)
    return stored, run


def _profile(here: Services, stored: StoredCase, run: StoredRun | None) -> Response:
    found = account(stored, run)
    if found is None:
        raise HTTPException(404)
    config = here.config
    try:
        data = signed_profile(config, found)
    except NotUsable:
        raise HTTPException(404) from None
    headers = {"content-disposition": 'attachment; filename="mail.mobileconfig"'}
    return Response(data, media_type=MIME_TYPE, headers=headers)
