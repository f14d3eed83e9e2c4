"""What files told is kept with its case."""

from __future__ import annotations

import asyncio

from mailmend.io.store.desk.attachments import (
    Told,
    add_attachment,
    attachments_of,
    remove_attachment,
)
from tests.io.store.desk.conftest import T0, after, desk, new_case

LOG = Told("log", "mail.log", 123, ({"kind": "logged-fault", "text": "x"},), ("cut",))
TEXT = Told("text", "screenshot", 5, text="Hallo")


def test_attachments_come_back_as_they_were(database_url: str) -> None:
    """The latest first; one can be taken off, but not through another case."""

    async def check() -> None:
        async with desk(database_url) as database:
            case, other = await new_case(database, "a@b.test"), await new_case(database, "c@d.test")
            async with database.writing() as session:
                await add_attachment(session, case, LOG, T0)
                text = await add_attachment(session, case, TEXT, after(1))
            async with database.writing() as session:
                kept = [each.told for each in await attachments_of(session, case)]
                assert kept == [TEXT, LOG]
                assert not await remove_attachment(session, other, text)
                assert await remove_attachment(session, case, text)
                assert [each.told for each in await attachments_of(session, case)] == [LOG]

    asyncio.run(check())
