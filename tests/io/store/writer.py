"""A process that stores cases and says each once it is on the disk, for tests that disturb it."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from mailmend.io.store.cases import add_case
from mailmend.io.store.database import Database
from mailmend.io.store.runs import add_run

CASES = 4


async def store(url: str) -> None:
    """Each case in a transaction of its own; what fails is not said."""
    database = Database(url)
    for number in range(CASES):
        try:
            async with database.writing() as session:
                document = {"address": f"a{number}@customer.test", "error": "x" * 9000}
                case = await add_case(session, document, "en", datetime.now(UTC))
                await add_run(session, case, "diagnose", datetime.now(UTC), with_password=False)
        except SQLAlchemyError:
            continue
        print(case, flush=True)
    await database.close()


if __name__ == "__main__":
    asyncio.run(store(sys.argv[1]))
