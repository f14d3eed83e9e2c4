"""``mailmend diagnose``: why can this person not send? The main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from mailmend.apps.options import Request, common
from mailmend.case import InputError, printable


@click.command("diagnose", short_help="Why can this person not send?")
@click.argument("address", required=False)
@common
@click.option("--error", metavar="TEXT", help="What the device says, word for word; - reads it.")
@click.option("--onset", metavar="WORD", help="What went before, such as after-restore.")
@click.option("--device", metavar="TEXT", help="The device and program, such as “iOS 17.4”.")
@click.option("--recipient", metavar="ADDRESS", help="To whom the message was meant to go.")
@click.option(
    "--log",
    "logs",
    metavar="FILE",
    multiple=True,
    help="The mail server's log (mail.log, mainlog …), also packed; again for more.",
)
@click.option(
    "--server",
    metavar="TARGET",
    help="Read the mail server too: local, or ssh://user@host (changes nothing).",
)
@click.option("--client-ip", metavar="IP", help="The device's own address, for --server.")
@click.option("--no-network", is_flag=True, help="Judge from the case alone, dial nothing.")
@click.option("--html", metavar="FILE", help="Also write the report as a page.")
@click.option("--brief", is_flag=True, help="Leave ruled-out causes out of the JSON.")
@click.option("--record", metavar="FILE", help="Record what is seen, secrets left out.")
@click.option("--fix-and-verify", is_flag=True, help="Then the fix as a file, and a real message.")
@click.option("--replay", metavar="FILE", help="Judge a recording; dial nothing.")
def command(**options: Any) -> int:
    """Find out, by experiment, why ADDRESS can receive but not send, and what changes that.

    Exit status: 0 sending works; 1 a cause is proven or likely; 2 the input cannot be used;
    3 it does not work and the cause is not settled; 4 the time ran out or Mailmend failed.
    """
    return diagnose_request(Request(**options))


def diagnose_request(request: Request) -> int:
    """Run one diagnosis from input to output; the exit status of its result."""
    from mailmend.apps.intake import take_in
    from mailmend.apps.questions import ask_missing

    _consistent(request)
    intake = take_in(request)
    if not request.quiet:
        for note in intake.notes:
            sys.stderr.write(f"mailmend: {printable(note)[:500]}\n")
    intake = ask_missing(intake, request)
    if intake.secret is not None:
        from mailmend.apps.trouble import remember

        remember(intake.secret)
    from mailmend.apps.run import diagnosed

    report = diagnosed(intake, request)
    from mailmend.apps.output import deliver

    deliver(report, request)
    if request.fix_and_verify:
        from mailmend.apps.fix_and_verify import go_on

        return go_on(report, intake, request)
    return report.exit_status


def _consistent(request: Request) -> None:
    if request.server is not None and (request.no_network or request.replay):
        raise InputError("--server reads a server now; leave --no-network and --replay out")
    if request.fix_and_verify:
        from mailmend.apps.fix_and_verify import check_terminal

        check_terminal(request)
    if request.no_network and (request.record or request.replay):
        raise InputError("--no-network sees nothing to record or to replay; leave one of them out")
    if request.record and request.replay:
        raise InputError("--record and --replay do not go together; leave one of them out")
    for option, name in (("--html", request.html), ("--record", request.record)):
        if name not in (None, "-") and not Path(name or "").parent.is_dir():
            raise InputError(f"{option} {printable(name or '')[:200]}: there is no such folder")
    if request.html == "-" and request.as_json:
        raise InputError("--json and --html - both write to standard output; give a file name")
