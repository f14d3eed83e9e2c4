"""``mailmend tenant``: the hosting brands that the desk serves, and their mail domains."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from mailmend.apps.desk_database import database_option, in_database
from mailmend.case import InputError, printable

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}\Z")
ACTOR = "operator"


@click.group("tenant", short_help="The hosting brands that the desk serves.")
def command() -> None:
    """Each brand sees its own people, cases, domains, colours, languages and replies."""


@command.command("add", short_help="A new brand.")
@click.argument("tenant")
@click.option("--name", metavar="NAME", help="As customers know it.")
@database_option
def add(tenant: str, name: str | None, database: str | None) -> int:
    """Add the brand TENANT, a short word such as example-hosting."""
    shown = checked_name(name or tenant)
    tenant_id = checked_id(tenant)

    async def work(session: AsyncSession) -> None:
        from mailmend.io.store.audit import note
        from mailmend.io.store.desk.tenants import add_tenant, find_tenant

        if await find_tenant(session, tenant_id) is not None:
            raise InputError(f"there is a tenant {tenant_id} already")
        now = datetime.now(UTC)
        await add_tenant(session, tenant_id, shown, now)
        await note(session, ACTOR, "tenant.add", tenant_id, now)

    in_database(database, work)
    click.echo(f"{tenant_id}: {shown}")
    return 0


@command.command("list", short_help="The brands and their domains.")
@database_option
def list_(database: str | None) -> int:
    """One brand a line: its id, its name, its domains."""

    async def work(session: AsyncSession) -> list[str]:
        from mailmend.io.store.desk.tenants import all_tenants, domains_of

        return [
            f"{each.id}\t{printable(each.name)}\t{' '.join(await domains_of(session, each.id))}"
            for each in await all_tenants(session)
        ]

    for line in in_database(database, work):
        click.echo(line)
    return 0


@command.command("assign", short_help="Give mail domains to a brand.")
@click.argument("tenant")
@click.argument("domains", nargs=-1, required=True)
@database_option
def assign(tenant: str, domains: tuple[str, ...], database: str | None) -> int:
    """Say that DOMAINS are TENANT's: what their owners ask on the public page is its to see."""
    names = [checked_domain(domain) for domain in domains]

    async def work(session: AsyncSession) -> None:
        from mailmend.io.store.audit import note
        from mailmend.io.store.desk.tenants import assign_domain, find_tenant

        if await find_tenant(session, tenant) is None:
            raise InputError(f"there is no tenant {printable(tenant)[:64]}")
        for name in names:
            await assign_domain(session, tenant, name)
            await note(session, ACTOR, "tenant.assign", tenant, datetime.now(UTC), domain=name)

    in_database(database, work)
    return 0


@command.command("release", short_help="Take mail domains back.")
@click.argument("domains", nargs=-1, required=True)
@database_option
def release(domains: tuple[str, ...], database: str | None) -> int:
    """Say that DOMAINS are no brand's any more; cases that are there stay where they are."""
    names = [checked_domain(domain) for domain in domains]

    async def work(session: AsyncSession) -> None:
        from mailmend.io.store.audit import note
        from mailmend.io.store.desk.tenants import owner_of, release_domain

        for name in names:
            owner = await owner_of(session, name)
            if owner is None:
                raise InputError(f"{name} is no tenant's domain")
            await release_domain(session, name)
            await note(session, ACTOR, "tenant.release", owner, datetime.now(UTC), domain=name)

    in_database(database, work)
    return 0


def checked_id(text: str) -> str:
    """A short word for a brand. Raises ``InputError``."""
    if not _ID.match(text):
        raise InputError(
            f"{printable(text)[:64]} is no tenant's id; it has small letters, digits and hyphens"
        )
    return text


def checked_name(text: str) -> str:
    """A name to be shown. Raises ``InputError``."""
    name = " ".join(text.split())
    if not name or len(name) > 100 or not name.isprintable():
        raise InputError("a name has 1 to 100 characters")
    return name


def checked_domain(text: str) -> str:
    """A mail domain in its ASCII form. Raises ``InputError``."""
    from mailmend.wire.domain_names import host_name

    name = host_name(text)
    if name is None or "." not in name:
        raise InputError(f"{printable(text)[:100]} is not a mail domain such as example.org")
    return name
