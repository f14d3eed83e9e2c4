"""``mailmend user``: the people who sign in at the desk."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import click

from mailmend.apps.desk_database import database_option, in_database
from mailmend.apps.tenant import ACTOR
from mailmend.case import InputError, printable
from mailmend.secret import Secret

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from mailmend.io.store.desk.users import Role, StoredUser

FIRST_TENANT = "main"
ROLES = ("admin", "engineer", "viewer")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+@-]{0,99}\Z")
_PASSWORD_FILE = click.option(
    "--password-file", metavar="FILE", help="Its first line is the password; or -. Else it asks."
)


@click.group("user", short_help="The people who sign in at the desk.")
def command() -> None:
    """Add people, list them, shut them out, set their passwords."""


@command.command("add", short_help="A new person.")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="engineer", show_default=True)
@click.option("--tenant", metavar="ID", default=FIRST_TENANT, show_default=True)
@click.option("--no-password", is_flag=True, help="Signs in at the identity provider only.")
@_PASSWORD_FILE
@database_option
def add(
    name: str,
    *,
    role: str,
    tenant: str,
    no_password: bool,
    password_file: str | None,
    database: str | None,
) -> int:
    """Add NAME, such as ada or ada@example.org.

    An admin sets the desk up, an engineer works on cases, a viewer looks.
    """
    user = _checked(name)
    kept = None if no_password else _hashed(password_file, user)

    async def work(session: AsyncSession) -> None:
        from mailmend.io.store.audit import note
        from mailmend.io.store.desk import users

        if await users.user_named(session, user) is not None:
            raise InputError(f"there is a user {user} already")
        await _needs_tenant(session, tenant)
        now = datetime.now(UTC)
        made = await users.add_user(session, user, tenant, cast("Role", role), now)
        if kept is not None:
            await users.set_password(session, made, kept)
        await note(session, ACTOR, "user.add", user, now, role=role, tenant=tenant)

    in_database(database, work)
    click.echo(f"{user}: {role} of {tenant}")
    return 0


@command.command("list", short_help="Everybody.")
@click.option("--tenant", metavar="ID", help="Only of this brand.")
@database_option
def list_(tenant: str | None, database: str | None) -> int:
    """One person a line: name, role, tenant, whether they may sign in."""

    async def work(session: AsyncSession) -> list[str]:
        from mailmend.io.store.desk.users import users_of

        return [
            "\t".join((each.name, each.role, each.tenant, _standing(each)))
            for each in await users_of(session, tenant)
        ]

    for line in in_database(database, work):
        click.echo(line)
    return 0


@command.command("disable", short_help="Shut a person out at once.")
@click.argument("name")
@database_option
def disable(name: str, database: str | None) -> int:
    """Sign NAME out everywhere and let them in no more."""

    async def work(session: AsyncSession) -> None:
        from mailmend.io.store.audit import note
        from mailmend.io.store.desk.sessions import end_sessions_of
        from mailmend.io.store.desk.users import set_disabled

        user, now = await _found(session, name), datetime.now(UTC)
        await set_disabled(session, user.id, now)
        await end_sessions_of(session, user.id)
        await note(session, ACTOR, "user.disable", user.name, now)

    in_database(database, work)
    return 0


@command.command("enable", short_help="Let a person in again.")
@click.argument("name")
@database_option
def enable(name: str, database: str | None) -> int:
    """Undo ``disable``."""

    async def work(session: AsyncSession) -> None:
        from mailmend.io.store.audit import note
        from mailmend.io.store.desk.users import set_disabled

        user = await _found(session, name)
        await set_disabled(session, user.id, None)
        await note(session, ACTOR, "user.enable", user.name, datetime.now(UTC))

    in_database(database, work)
    return 0


@command.command("password", short_help="Another password.")
@click.argument("name")
@_PASSWORD_FILE
@database_option
def password(name: str, password_file: str | None, database: str | None) -> int:
    """Set the password of NAME, and sign them out everywhere."""
    kept = _hashed(password_file, _checked(name))

    async def work(session: AsyncSession) -> None:
        from mailmend.io.store.audit import note
        from mailmend.io.store.desk.sessions import end_sessions_of
        from mailmend.io.store.desk.users import set_password

        user = await _found(session, name)
        await set_password(session, user.id, kept)
        await end_sessions_of(session, user.id)
        await note(session, ACTOR, "user.password", user.name, datetime.now(UTC))

    in_database(database, work)
    return 0


async def _needs_tenant(session: AsyncSession, tenant: str) -> None:
    """The tenant must be there; the first one comes by itself."""
    from mailmend.io.store.desk.tenants import add_tenant, find_tenant

    if await find_tenant(session, tenant) is not None:
        return
    if tenant != FIRST_TENANT:
        shown = printable(tenant)[:64]
        raise InputError(f"there is no tenant {shown}; add it first: mailmend tenant add {shown}")
    await add_tenant(session, tenant, "Mail support", datetime.now(UTC))


async def _found(session: AsyncSession, name: str) -> StoredUser:
    from mailmend.io.store.desk.users import user_named

    user = await user_named(session, name)
    if user is None:
        raise InputError(f"there is no user {printable(name)[:100]}")
    return user


def _checked(name: str) -> str:
    if not _NAME.match(name):
        raise InputError(f"{printable(name)[:100]} is no user name; it is like ada@example.org")
    return name.lower()


def _hashed(password_file: str | None, name: str) -> str:
    from mailmend.apps.web.desk.passwords import checked, hashed_password

    return hashed_password(checked(_password(password_file), name))


def _password(password_file: str | None) -> Secret:
    if password_file is not None:
        from mailmend.io.files import read_password

        secret, remark = read_password(password_file)
        if remark:
            click.echo(f"mailmend: {remark}", err=True)
        return secret
    if not sys.stdin.isatty():
        raise InputError("there is no terminal to type the password on; use --password-file FILE")
    import getpass

    typed = getpass.getpass("Password (not shown): ", stream=sys.stderr)
    if typed != getpass.getpass("Once more: ", stream=sys.stderr):
        raise InputError("the two passwords are not the same")
    return Secret(typed)


def _standing(user: StoredUser) -> str:
    if user.disabled_at is not None:
        return f"disabled since {user.disabled_at:%Y-%m-%d}"
    return "password" if user.password is not None else "identity provider only"
