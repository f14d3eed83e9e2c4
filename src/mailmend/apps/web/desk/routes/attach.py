"""Attaching a log, settings or words to a case, and taking them off."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Response
from starlette.responses import RedirectResponse

from mailmend.apps.web.desk.access import MyCase
from mailmend.apps.web.desk.attached import MAX_FILE, Read, read_file, read_text
from mailmend.apps.web.desk.route import DeskRoute
from mailmend.apps.web.desk.routes.case import changed
from mailmend.apps.web.desk.signed import EngineerForm, Here, Posted
from mailmend.case import Case, InputError, case_from_mapping, printable
from mailmend.io.store.audit import note
from mailmend.io.store.cases import StoredCase
from mailmend.io.store.desk.attachments import (
    MAX_OF_CASE,
    add_attachment,
    attachments_of,
    remove_attachment,
)
from mailmend.io.store.desk.events import add_event

router = APIRouter(route_class=DeskRoute)


@router.post("/attach/{case_id}")
async def attach(here: Here, posted: EngineerForm, stored: MyCase) -> Response:
    """Read a file or a text, and keep what it tells."""
    read = await _read(posted, case_from_mapping(stored.document))
    who, now = posted.who, datetime.now(UTC)
    async with here.database.writing() as session:
        if len(await attachments_of(session, stored.id)) >= MAX_OF_CASE:
            raise InputError(f"a case has at most {MAX_OF_CASE} attachments; take one off first")
        await add_attachment(session, stored.id, read.told, now)
        await add_event(session, stored.id, who.user.actor, "attached", now, name=read.told.name)
        await note(session, who.user.actor, "case.attached", stored.id, now, kind=read.told.kind)
    await changed(here, who, stored, read.case, stored.language)
    return RedirectResponse(f"/desk/cases/{stored.id}#attached", 303)


async def _read(posted: Posted, case: Case) -> Read:
    upload = posted.file("file")
    if upload is not None:
        data = await upload.read(MAX_FILE + 1)
        name = printable(upload.filename or "file")[:200]
        return await asyncio.to_thread(read_file, case, name, data)
    text, is_error = posted.text("text"), posted.text("is_error") == "yes"
    if not text.strip():
        raise InputError("choose a file, or paste a text")
    return await asyncio.to_thread(read_text, case, "pasted text", text, is_error=is_error)


@router.post("/cases/{case_id}/detach")
async def detach(here: Here, posted: EngineerForm, stored: MyCase) -> Response:
    """Take an attachment off: later runs do not know it any more."""
    name = await _taken_off(here, posted, stored)
    if name is None:
        raise HTTPException(404)
    return RedirectResponse(f"/desk/cases/{stored.id}#attached", 303)


async def _taken_off(here: Here, posted: Posted, stored: StoredCase) -> str | None:
    wanted, actor, now = posted.text("attachment"), posted.who.user.actor, datetime.now(UTC)
    async with here.database.writing() as session:
        known = {each.id: each.told.name for each in await attachments_of(session, stored.id)}
        if wanted not in known:
            return None
        await remove_attachment(session, stored.id, wanted)
        await add_event(session, stored.id, actor, "detached", now, name=known[wanted])
        await note(session, actor, "case.detached", stored.id, now)
    return known[wanted]
