"""``mailmend token``: who may call the API, and what each may do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast

import click

from mailmend.apps.desk_database import database_option, in_database
from mailmend.case import InputError, printable

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from mailmend.io.store.api.tokens import Scope, Token

SCOPES = ("read", "diagnose", "send", "publish", "webhooks")
USUAL = ("read", "diagnose")


@click.group("token", short_help="Who may call the API.")
def command() -> None:
    """Create tokens for the API of mailmend serve, list them, take them back."""


@command.command("create", short_help="A new token.")
@click.argument("name")
@click.option("--scope", "scopes", type=click.Choice(SCOPES), multiple=True, default=USUAL)
@click.option("--tenant", metavar="ID", help="It works on the cases of this brand of the desk.")
@click.option("--days", type=click.IntRange(1, 3650), help="It ends after so many days.")
@database_option
def create(
    name: str,
    *,
    scopes: tuple[str, ...],
    tenant: str | None,
    days: int | None,
    database: str | None,
) -> int:
    """Create a token called NAME; it is printed once, on standard output, and kept nowhere.

    Scopes: read, diagnose, send (really sends messages), publish, webhooks; give --scope again
    for each.
    """
    if not name.isprintable() or not 0 < len(name) <= 100:
        raise InputError("the name of a token is up to 100 printable characters")

    async def work(session: AsyncSession) -> str:
        from mailmend.io.store.api.tokens import create_token
        from mailmend.io.store.audit import note

        now = datetime.now(UTC)
        ends = now + timedelta(days=days) if days is not None else None
        wanted = cast("tuple[Scope, ...]", scopes)
        await _known(session, tenant)
        token, text = await create_token(session, name, wanted, now, owner=tenant, expires_at=ends)
        await note(session, "operator", "token-create", token.id, now, scopes=list(scopes))
        return text

    click.echo(in_database(database, work))
    return 0


@command.command("list", short_help="The tokens, without their secrets.")
@database_option
def listing(database: str | None) -> int:
    """List the tokens: id, name, whose cases, scopes, until when."""

    async def work(session: AsyncSession) -> list[Token]:
        from mailmend.io.store.api.tokens import every_token

        return await every_token(session)

    for token in in_database(database, work):
        click.echo(_line(token))
    return 0


@command.command("revoke", short_help="Take a token back.")
@click.argument("token_id", metavar="ID")
@database_option
def revoke(token_id: str, database: str | None) -> int:
    """Take the token with this ID back at once."""

    async def work(session: AsyncSession) -> bool:
        from mailmend.io.store.api.tokens import revoke_token
        from mailmend.io.store.audit import note

        now = datetime.now(UTC)
        gone = await revoke_token(session, token_id, now)
        if gone:
            await note(session, "operator", "token-revoke", token_id, now)
        return gone

    if not in_database(database, work):
        raise InputError(f"there is no valid token {printable(token_id)[:60]}; see token list")
    return 0


async def _known(session: AsyncSession, tenant: str | None) -> None:
    """Raises ``InputError`` where there is no such brand."""
    from mailmend.io.store.desk.models import TenantRow

    if tenant is not None and await session.get(TenantRow, tenant) is None:
        raise InputError(f"there is no tenant {printable(tenant)[:64]}; mailmend tenant list")


def _line(token: Token) -> str:
    if token.revoked_at is not None:
        ends = f"taken back {token.revoked_at:%Y-%m-%d}"
    else:
        ends = f"until {token.expires_at:%Y-%m-%d}" if token.expires_at else "without end"
    scopes = ",".join(sorted(token.scopes))
    return printable(f"{token.id}  {token.name}  {token.owner}  {scopes}  {ends}")
