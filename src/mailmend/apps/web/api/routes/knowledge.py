"""What Mailmend knows without asking anybody: texts, causes."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, HTTPException, Path

from mailmend.apps.meaning_document import document
from mailmend.apps.web.api.caller import Reader
from mailmend.apps.web.api.shapes import CauseOut, ExplainIn, ExplainOut
from mailmend.apps.web.api.strict import StrictRoute
from mailmend.discover import causes
from mailmend.errors import explain

router = APIRouter(route_class=StrictRoute, tags=["knowledge"])


@router.post("/explain")
async def explain_texts(_caller: Reader, asked: ExplainIn) -> ExplainOut:
    """What error texts, SMTP replies, bounces or log lines mean. Nothing is sent anywhere."""

    def read() -> list[dict[str, object]]:
        return [document(explain(one.text, one.stage, one.mta)) for one in asked.texts]

    return ExplainOut(meanings=await asyncio.to_thread(read))


@router.get("/causes")
async def catalogue(_caller: Reader) -> list[CauseOut]:
    """Every cause that Mailmend can tell apart."""
    return [CauseOut(id=e.id, group=e.group, title=e.title, where=e.where) for e in causes()]


@router.get("/causes/{cause_id}")
async def cause(
    _caller: Reader, cause_id: str = Path(max_length=80, pattern=r"^[a-z0-9-]+$")
) -> CauseOut:
    """The page of one cause."""
    found = next((each for each in causes() if each.id == cause_id), None)
    if found is None:
        raise HTTPException(404, "there is no such cause")
    return CauseOut(
        id=found.id, group=found.group, title=found.title, where=found.where, page=found.page
    )
