"""``mailmend publish``: settings for every mailbox of a domain, proven by one login."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from mailmend.apps.desk_database import database_option, in_database
from mailmend.apps.options import Request, common
from mailmend.case import InputError, printable

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from mailmend.io.store.published import Published
    from mailmend.report import Report
    from mailmend.settings_files.pattern import Pattern

SCHEMA = "mailmend.published/1"


@click.command("publish", short_help="Publish a domain's settings for mail programs.")
@click.argument("address", required=False)
@database_option
@click.option("--organization", metavar="NAME", default="", help="Who runs the mail servers.")
@click.option("--list", "listing", is_flag=True, help="Show what is published, and since when.")
@click.option("--remove", metavar="DOMAIN", help="Publish nothing for this domain any more.")
@common
def command(database: str | None, organization: str, listing: bool, **options: Any) -> int:
    """Log in to ADDRESS, and publish what works for every mailbox of its domain.

    mailmend serve hands it to Thunderbird, Outlook, iPhones and others; docs/published-settings.md
    says which DNS names lead them there. Exit status: 0 done; 2 the input cannot be used; 3 no
    settings were seen to work, so nothing is published.
    """
    remove = options.pop("remove")
    request = Request(**options)
    if remove is not None:
        return _take_back(database, remove, request)
    if listing:
        return _list(database, request)
    return _publish(database, organization, request)


def _publish(database: str | None, organization: str, request: Request) -> int:
    from mailmend.apps.intake import take_in
    from mailmend.apps.questions import ask_missing
    from mailmend.apps.run import diagnosed
    from mailmend.apps.trouble import remember

    intake = ask_missing(take_in(request), request, password_only=True)
    if intake.secret is not None:
        remember(intake.secret)
    report = diagnosed(intake, request)
    found, why = _pattern(report, organization)
    if found is None:
        click.echo(f"mailmend: nothing is published: {why}", err=True)
        return 3
    return _store(database, found, report.case.address, request)


def _pattern(report: Report, organization: str) -> tuple[Pattern | None, str]:
    """What worked, for the whole domain; or why it cannot be published."""
    from mailmend.settings_files import NotUsable, account_of
    from mailmend.settings_files.pattern import pattern_of

    working = report.working
    if working.outgoing is None:
        return None, "no way to send was seen to work; mailmend diagnose tells why"
    try:
        account = account_of(report.case.address, working.outgoing, working.incoming)
        return pattern_of(account, organization), ""
    except NotUsable as refusal:
        return None, str(refusal)


def _store(database: str | None, pattern: Pattern, mailbox: str, request: Request) -> int:
    now = datetime.now(UTC)

    async def work(session: AsyncSession) -> Published:
        from mailmend.io.store import audit, published

        await published.publish(session, pattern, mailbox, now)
        await audit.note(session, "operator", "publish", pattern.domain, now)
        return published.Published(pattern, now, mailbox)

    _tell([in_database(database, work)], request)
    return 0


def _take_back(database: str | None, domain: str, request: Request) -> int:
    from mailmend.wire.domain_names import host_name

    name = host_name(domain)

    async def work(session: AsyncSession) -> bool:
        from mailmend.io.store import audit, published

        gone = name is not None and await published.take_back(session, name)
        if gone:
            await audit.note(session, "operator", "unpublish", str(name), datetime.now(UTC))
        return gone

    if not in_database(database, work):
        raise InputError(f"nothing is published for {printable(domain)[:100]}; see --list")
    if not request.quiet:
        click.echo(f"mailmend: nothing is published for {name} any more", err=True)
    return 0


def _list(database: str | None, request: Request) -> int:
    async def work(session: AsyncSession) -> list[Published]:
        from mailmend.io.store import published

        return list(await published.every(session))

    rows = in_database(database, work)
    if not rows and not request.as_json:
        click.echo("Nothing is published. mailmend publish ADDRESS --ask-password does it.")
        return 0
    _tell(rows, request)
    return 0


def _tell(rows: list[Published], request: Request) -> None:
    from mailmend.apps.output import print_json

    if request.as_json:
        print_json({"schema": SCHEMA, "domains": [_document(row) for row in rows]})
        return
    for row in rows:
        click.echo(_line(row))
        for record in _records(row):
            click.echo(f"  {printable(record)}")


def _document(row: Published) -> dict[str, object]:
    return {
        **row.pattern.document(),
        "verified_at": row.verified_at.isoformat(timespec="seconds"),
        "verified_with": row.verified_with,
        "dns": _records(row),
    }


def _records(row: Published) -> list[str]:
    """The lines for the domain's zone that lead mail programs to what is published."""
    from mailmend.apps.web.published.answers import answers_of
    from mailmend.settings_files.pacc import pacc_record
    from mailmend.settings_files.srv import srv

    pattern = row.pattern
    records = srv(pattern.account("someone")).splitlines()
    document = answers_of(pattern).pacc
    return records if document is None else [*records, pacc_record(document.body, pattern.domain)]


def _line(row: Published) -> str:
    servers = ", ".join(
        f"{one.protocol.upper()} {one.host} port {one.port} {one.security}"
        for one in (row.pattern.incoming, row.pattern.outgoing)
    )
    day = row.verified_at.date().isoformat()
    return printable(f"{row.pattern.domain}: {servers} (seen to work {day})")
