"""``mailmend profile``: the installable fix, made of settings that were seen to work."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mailmend.apps.options import Request, common
from mailmend.apps.profile_file import FORMATS, Source, Wanted, beside, rendered
from mailmend.case import InputError, parse_address, printable

if TYPE_CHECKING:
    from mailmend.report import Report
    from mailmend.settings_files import Account

SCHEMA = "mailmend.profile/1"
NOTHING_WORKS = 3


@click.command("profile", short_help="The installable fix, from settings that work.")
@click.argument("address", required=False)
@common
@click.option("-o", "--output", metavar="FILE", required=True, help="Write it here; - prints it.")
@click.option("--format", type=click.Choice(FORMATS), default="mobileconfig", show_default=True)
@click.option("--report", metavar="FILE", help="Take the settings that worked from this report.")
@click.option("--no-network", is_flag=True, help="With --report: do not look at what is published.")
@click.option("--organization", metavar="NAME", default="", help="Who gives the file out.")
@click.option("--sign-cert", metavar="PEM", help="Sign the Apple profile with this certificate.")
@click.option("--sign-key", metavar="PEM", help="The key of that certificate.")
@click.option("--chain", metavar="PEM", help="Certificates between it and the root.")
@click.option("--link", metavar="URL", help="Where you serve the file: for the QR code.")
@click.option("--qr", metavar="FILE", help="Write a QR code of --link as SVG; - shows it.")
def command(**options: Any) -> int:
    """Write the settings that work for ADDRESS as a file that its mail program installs.

    They are tried first, or taken from a report. What the domain publishes for mail programs is
    compared with them. The password is never in the file. Exit status: 0 written; 2 the input
    cannot be used; 3 nothing was seen to work, or the format cannot say it.
    """
    wanted = Wanted(**{name: options.pop(name) for name in Wanted.__slots__})
    request = Request(**options)
    _consistent(wanted, request)
    from mailmend.settings_files import NotUsable

    try:
        source = _source(wanted, request)
        data = rendered(source, wanted, _steps_language(request))
    except NotUsable as refusal:
        sys.stderr.write(f"mailmend: nothing was written: {printable(str(refusal))}\n")
        return NOTHING_WORKS
    _deliver(data, source, wanted, request)
    return 0


def _steps_language(request: Request) -> str:
    from mailmend.apps.owner_language import owner_language

    return owner_language(request)


def _consistent(wanted: Wanted, request: Request) -> None:
    if bool(wanted.sign_cert) != bool(wanted.sign_key):
        raise InputError("--sign-cert and --sign-key go together")
    if wanted.chain and not wanted.sign_cert:
        raise InputError("--chain goes with --sign-cert and --sign-key")
    if wanted.sign_cert and wanted.format != "mobileconfig":
        raise InputError("only the format mobileconfig can be signed")
    if request.no_network and not wanted.report:
        raise InputError("--no-network goes with --report; without it the settings are tried")
    if wanted.qr and not wanted.link:
        raise InputError("--qr needs --link https://… where the file is served")
    if wanted.link:
        from mailmend.settings_files.qr import checked_link

        checked_link(wanted.link)
    onto_stdout = [wanted.output == "-", wanted.qr == "-", request.as_json]
    if sum(onto_stdout) > 1:
        raise InputError("only one of -o -, --qr - and --json can write to standard output")


def _source(wanted: Wanted, request: Request) -> Source:
    """Raises ``NotUsable`` where nothing worked, ``InputError``."""
    return _from_report(wanted.report, request) if wanted.report else _from_trial(request)


def _from_report(name: str, request: Request) -> Source:
    from mailmend.apps.published_now import published_now
    from mailmend.apps.report_file import read_report
    from mailmend.settings_files import NotUsable, account_of

    address = parse_address(request.address) if request.address else None
    earlier = read_report(name, address)
    works = earlier.working
    if works is None:
        raise NotUsable("the report says that no way to send was seen to work")
    when = f"at {earlier.at}" if earlier.at else "when the report was written"
    account = account_of(works.address, works.outgoing, works.incoming)
    compared = published_now(works, works.outgoing, request)
    notes = (f"these settings worked {when}; they were not tried again", *compared)
    return Source(earlier.case, account, notes)


def _from_trial(request: Request) -> Source:
    from mailmend.apps.intake import take_in
    from mailmend.apps.published_copies import differences
    from mailmend.apps.questions import ask_missing
    from mailmend.apps.run import diagnosed
    from mailmend.apps.trouble import remember

    intake = ask_missing(take_in(request), request, password_only=True)
    if intake.secret is not None:
        remember(intake.secret)
    report = diagnosed(intake, request)
    return Source(report.case, _account(report), differences(report.facts))


def _account(report: Report) -> Account:
    from mailmend.settings_files import NotUsable, account_of

    if report.working.outgoing is None:
        raise NotUsable(
            "no way to send was seen to work; mailmend diagnose tells why (a login is tried only "
            "where the password is given)"
        )
    return account_of(report.case.address, report.working.outgoing, report.working.incoming)


def _deliver(data: bytes, source: Source, wanted: Wanted, request: Request) -> None:
    from mailmend.apps.output import print_json
    from mailmend.io.files import write_private_bytes

    also = beside(data, source, wanted)
    for note in (*source.notes, *also):
        sys.stderr.write(f"mailmend: {printable(note)[:500]}\n")
    if wanted.output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_private_bytes(Path(wanted.output), data)
    if wanted.qr:
        _draw(wanted)
    if request.as_json:
        print_json(_document(source, wanted, also))
    elif wanted.output != "-" and not request.quiet:
        sys.stderr.write(f"mailmend: {_said(wanted)}\n")


def _draw(wanted: Wanted) -> None:
    from mailmend.io.files import write_private_bytes
    from mailmend.settings_files.qr import qr_svg, qr_text

    link = wanted.link or ""
    if wanted.qr == "-":
        sys.stdout.write(qr_text(link))
    else:
        write_private_bytes(Path(wanted.qr or ""), qr_svg(link))


def _said(wanted: Wanted) -> str:
    signature = ""
    if wanted.format == "mobileconfig":
        signature = ", signed" if wanted.sign_cert else ", not signed (--sign-cert, --sign-key)"
    return f"wrote {printable(wanted.output)} ({wanted.format}{signature}); it holds no password"


def _document(source: Source, wanted: Wanted, also: tuple[str, ...]) -> dict[str, object]:
    from mailmend.report import plain

    return {
        "schema": SCHEMA,
        "address": source.account.address,
        "format": wanted.format,
        "file": wanted.output,
        "signed": bool(wanted.sign_cert),
        "outgoing": plain(source.account.outgoing),
        "incoming": plain(source.account.incoming),
        "findings": list(source.notes),
        "also": list(also),
    }
