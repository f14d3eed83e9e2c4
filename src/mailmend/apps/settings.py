"""``mailmend settings``: the settings that really work for a mailbox, each of them tried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from mailmend.apps.options import Request, common
from mailmend.text import Text, phrase

if TYPE_CHECKING:
    from mailmend.apps.render.blocks import Block
    from mailmend.apps.tried import Tried
    from mailmend.report import Report

SCHEMA = "mailmend.settings/1"
STATUS: dict[str, Text] = {
    "works": phrase("works"),
    "refused": phrase("refused"),
    "untried": phrase("untried"),
    "fails": phrase("fails"),
}


@click.command("settings", short_help="The settings that really work, each tried.")
@click.argument("address", required=False)
@common
def command(**options: Any) -> int:
    """Try what could be the mail settings of ADDRESS and show what works.

    With the password each login is tried; without it, only what can be seen before a login.
    Exit status: 0 a way to send works; 2 the input cannot be used; 3 none was seen to work;
    4 the time ran out or Mailmend failed.
    """
    from mailmend.apps.further_tries import try_the_rest
    from mailmend.apps.intake import take_in
    from mailmend.apps.output import print_json, show
    from mailmend.apps.owner_language import owner_language
    from mailmend.apps.questions import ask_missing
    from mailmend.apps.render.spoken import spoken
    from mailmend.apps.run import diagnosed

    request = Request(**options)
    intake = ask_missing(take_in(request), request, password_only=True)
    report = diagnosed(intake, request, try_the_rest)
    if request.as_json:
        print_json(_document(report))
    else:
        show(spoken(owner_language(request), _blocks(report)), color=not request.no_color)
    return _status(report)


def _status(report: Report) -> int:
    if report.working.outgoing is not None:
        return 0
    return 4 if report.unfinished else 3


def _document(report: Report) -> dict[str, object]:
    from mailmend.apps.tried import tried_document
    from mailmend.report import plain

    return {
        "schema": SCHEMA,
        "address": report.case.address,
        **tried_document(report.facts),
        "working_settings": {
            "outgoing": plain(report.working.outgoing),
            "incoming": plain(report.working.incoming),
        },
        "elapsed_s": round(report.elapsed_s, 3),
        "unfinished": report.unfinished,
    }


def _blocks(report: Report) -> Iterator[Block]:
    from mailmend.apps.render.blocks import Heading, Para
    from mailmend.apps.tried import tried_incoming, tried_outgoing

    yield Heading(phrase("Mail settings of {address}", address=report.case.address))
    for title, rows in (
        (phrase("Sending"), tried_outgoing(report.facts)),
        (phrase("Receiving"), tried_incoming(report.facts)),
    ):
        yield Heading(title)
        yield from _rows(rows)
    took = phrase("tried in {seconds} s. No message was sent.", seconds=report.elapsed_s)
    yield Para(took, "faint")


def _rows(rows: tuple[Tried, ...]) -> Iterator[Block]:
    from mailmend.apps.render.blocks import Bullets, Para

    if not rows:
        yield Para(phrase("No server was found."), "warn")
    else:
        yield Bullets(tuple((_row(row), None) for row in rows))


def _row(row: Tried) -> Text:
    from mailmend.apps.render.phrases import SECURITY
    from mailmend.apps.render.quoting import shortened

    place = phrase(
        "{protocol} {host} port {port}, {security}",
        protocol=row.protocol.upper(),
        host=row.host,
        port=row.port,
        security=SECURITY.get(row.security, row.security),
    )
    if row.username:
        place = phrase("{place}, user name {username}", place=place, username=row.username)
    why = row.why if isinstance(row.why, Text) else shortened(row.why, 200)
    status = STATUS[row.status]
    return phrase("{status}: {place}: {why}", status=status, place=place, why=why)
