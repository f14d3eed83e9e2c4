"""The published settings of the operator's domains."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Path, Response
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.apps.web.access import Here
from mailmend.apps.web.api.caller import Publisher, Reader
from mailmend.apps.web.api.running import found_run
from mailmend.apps.web.api.shapes import PublishedOut, PublishIn
from mailmend.apps.web.api.strict import StrictRoute
from mailmend.apps.web.view import account
from mailmend.io.store import audit, published
from mailmend.io.store.published import Published
from mailmend.settings_files import NotUsable
from mailmend.settings_files.pattern import pattern_of

router = APIRouter(route_class=StrictRoute, tags=["published"], prefix="/published")
Domain = Path(max_length=253, pattern=r"^[a-z0-9.-]+$")


@router.get("")
async def listing(here: Here, _caller: Reader) -> list[PublishedOut]:
    """Every published domain, and when it was seen to work."""
    async with here.database.reading() as session:
        return [_shape(row) for row in await published.every(session)]


@router.get("/{domain}")
async def one(here: Here, _caller: Reader, domain: str = Domain) -> PublishedOut:
    """The published settings of one domain."""
    async with here.database.reading() as session:
        rows = await published.every(session)
    found = next((row for row in rows if row.pattern.domain == domain), None)
    if found is None:
        raise HTTPException(404, "no settings are published for this domain")
    return _shape(found)


@router.post("", status_code=201)
async def publish(here: Here, caller: Publisher, asked: PublishIn) -> PublishedOut:
    """Publish what a diagnosis with a password saw working, for every mailbox of its domain."""
    run, stored = await found_run(here, caller, asked.diagnosis)
    source = account(stored, run) if run.with_password else None
    if source is None:
        raise HTTPException(409, "that diagnosis saw no login work")
    try:
        pattern = pattern_of(source.account, asked.organization)
    except NotUsable as refusal:
        raise HTTPException(409, str(refusal)) from None
    row = Published(pattern, run.ended_at or datetime.now(UTC), stored.address)
    async with here.database.writing() as session:
        await published.publish(session, row.pattern, row.verified_with, row.verified_at)
        await _noted(session, caller, "publish", pattern.domain)
    await here.shelf.refresh()
    return _shape(row)


@router.delete("/{domain}", status_code=204)
async def take_back(here: Here, caller: Publisher, domain: str = Domain) -> Response:
    """Publish nothing for the domain any more."""
    async with here.database.writing() as session:
        if not await published.take_back(session, domain):
            raise HTTPException(404, "no settings are published for this domain")
        await _noted(session, caller, "unpublish", domain)
    await here.shelf.refresh()
    return Response(status_code=204)


async def _noted(session: AsyncSession, caller: Publisher, action: str, domain: str) -> None:
    await audit.note(session, f"token:{caller.token.id}", action, domain, datetime.now(UTC))


def _shape(row: Published) -> PublishedOut:
    return PublishedOut(
        **row.pattern.document(), verified_at=row.verified_at, verified_with=row.verified_with
    )
