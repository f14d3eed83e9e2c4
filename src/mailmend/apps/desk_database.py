"""The server's database, for commands that set up the desk beside a running server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mailmend.case import InputError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

NEEDS = "this needs more than is installed here; run: pip install 'mailmend[web]'"
Result = TypeVar("Result")
Command = TypeVar("Command", bound=Callable[..., Any])


def database_option(command: Command) -> Command:
    """The option that names the database of ``mailmend serve``."""
    option = click.option(
        "--database",
        metavar="URL",
        help="That of mailmend serve: sqlite:///FILE or postgresql://….",
    )
    return option(command)


def in_database(url: str | None, work: Callable[[AsyncSession], Awaitable[Result]]) -> Result:
    """Do the work in one transaction. Raises ``InputError``."""
    try:
        import sqlalchemy  # noqa: F401 (to see that it is installed)
    except ModuleNotFoundError:
        raise InputError(NEEDS) from None

    async def done() -> Result:
        async with _writing(url) as session:
            return await work(session)

    return asyncio.run(done())


@asynccontextmanager
async def _writing(url: str | None) -> AsyncIterator[AsyncSession]:
    from sqlalchemy.exc import OperationalError

    from mailmend.io.send_ledger import state_folder
    from mailmend.io.store.open import opened

    try:
        async with (
            opened(url or f"sqlite:///{state_folder() / 'mailmend.db'}") as database,
            database.writing() as session,
        ):
            yield session
    except OperationalError as fault:
        from mailmend.apps.trouble import unwritable

        if unwritable(fault):
            raise
        raise InputError("the database does not answer; is --database the right one?") from None
