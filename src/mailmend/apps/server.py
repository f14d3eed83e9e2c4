"""``mailmend server``: look at the mail server itself."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mailmend.apps.options import DEFAULT_TIMEOUT_S
from mailmend.apps.server_fix import command as fix
from mailmend.apps.server_fleet import command as fix_all
from mailmend.apps.server_target import LOCAL, client_option, host_of, parse_clients, read_server
from mailmend.apps.server_undo import command as undo
from mailmend.case import Case, InputError, Outgoing, parse_address

if TYPE_CHECKING:
    from mailmend.probes.server.host import View
    from mailmend.probes.server.observe import Seen
    from mailmend.report import Report
    from mailmend.secret import Secret

MAX_TIMEOUT_S = 600.0


@dataclass(frozen=True, slots=True)
class Checked:
    """One server that was looked at: the report over its facts, and the commands that were run."""

    target: str
    report: Report
    commands: tuple[str, ...]


@click.group("server", short_help="Look at the mail server itself, and mend it.")
def command() -> None:
    """Read a mail server's configuration, packet filter, files and queue, judge and mend them."""


command.add_command(fix)
command.add_command(undo)
command.add_command(fix_all)


@command.command("check", short_help="What is wrong on the mail server? Changes nothing.")
@click.argument("target", default=LOCAL)
@click.option("--address", metavar="ADDRESS", help="A mailbox of it that cannot send.")
@client_option
@click.option(
    "--password-file",
    metavar="FILE",
    help="Try the mailbox's password on the server itself; - reads standard input.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--verbose", "-v", is_flag=True, help="Every fact, and every command that was run.")
@click.option("--no-color", is_flag=True, help="No colours (as with NO_COLOR).")
@click.option("--timeout", type=float, default=DEFAULT_TIMEOUT_S, metavar="SECONDS")
@click.option("--resolver", metavar="IP[:PORT]", help="Ask this name server, not the system's.")
def check(
    target: str,
    address: str | None,
    client_ips: tuple[str, ...],
    password_file: str | None,
    *,
    as_json: bool,
    verbose: bool,
    no_color: bool,
    timeout: float,
    resolver: str | None,
) -> int:
    """Say what keeps people who log in to TARGET from sending; local, or ssh://user@host.

    It only reads, and installs nothing. Exit status: 0 nothing wrong was found in what could be
    read; 1 a cause is proven or likely; 2 the input cannot be used or the login fails; 3 something
    may be wrong, or no mail server could be read.
    """
    if not 0 < timeout <= MAX_TIMEOUT_S:
        raise InputError(f"--timeout {timeout:g} is not between 0 and {MAX_TIMEOUT_S:g} seconds")
    mailbox = parse_address(address) if address else None
    secret = _password(password_file, mailbox)
    asked = _checked(target, mailbox, parse_clients(client_ips), timeout, resolver, secret=secret)
    checked = asyncio.run(asked)
    _deliver(checked, as_json=as_json, verbose=verbose, color=not no_color)
    return _exit_status(checked.report)


def _password(file: str | None, mailbox: str | None) -> Secret | None:
    """The password that its owner gave for a trial. Raises ``InputError``."""
    if file is None:
        return None
    if mailbox is None:
        raise InputError("--password-file is that of a mailbox; name it with --address")
    from mailmend.apps.trouble import remember
    from mailmend.io.files import read_password

    secret, note = read_password(file)
    remember(secret)
    if note:
        click.echo(f"mailmend: {note}", err=True)
    return secret


async def _checked(
    target: str,
    address: str | None,
    clients: tuple[str, ...],
    timeout_s: float,
    resolver: str | None,
    *,
    secret: Secret | None,
) -> Checked:
    from mailmend.io.world import operator_policy, real_world

    host = host_of(target)
    world = real_world(operator_policy([host], resolver), resolver)
    case = Case(address or f"postmaster@{host}", outgoing=Outgoing(host=host))
    view = _view(case, clients, named=address is not None)
    seen = await read_server(target, world.dns, view, budget_s=timeout_s, secret=secret)
    return Checked(target, _judged(case, seen, world.clock.elapsed()), seen.commands)


def _view(case: Case, clients: tuple[str, ...], *, named: bool) -> View:
    """The mailbox's envelope; where none is named, anybody's who is logged in.

    The name by which one logs in to the server need not be its mail name.
    """
    from dataclasses import replace

    from mailmend.probes.server.observe import view_of

    view = view_of(case, *clients)
    view = replace(view, host="")
    return view if named else replace(view, sender="", domain="", login="somebody", address="")


def _judged(case: Case, seen: Seen, elapsed_s: float) -> Report:
    from mailmend.conclude import conclude, derive
    from mailmend.devices import client_for
    from mailmend.discover import causes

    derived = derive(case, client_for(case), seen.facts)
    return conclude(case, derived, causes(), elapsed_s=elapsed_s)


def _exit_status(report: Report) -> int:
    from mailmend.facts import MailServer

    if report.found:
        return 1
    may_be = any(each.status == "possible" for each in report.judgements)
    return 3 if may_be or not report.facts.of(MailServer) else 0


def _deliver(checked: Checked, *, as_json: bool, verbose: bool, color: bool) -> None:
    from mailmend.apps.fix import remedies_for, remedy_document
    from mailmend.apps.output import print_json, show
    from mailmend.apps.render.server_page import document, page

    report, commands = checked.report, checked.commands
    remedies = remedies_for(report)
    if as_json:
        documents = [remedy_document(each) for each in remedies]
        print_json(document(checked.target, report, documents, commands))
        return
    shown = page(checked.target, report, remedies, commands, verbose=verbose)
    show(tuple(shown), color=color)
