"""``mailmend server fix-all``: the same work on many servers, canaries first."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from typing import Any

import click

from mailmend.apps.options import DEFAULT_TIMEOUT_S, Request
from mailmend.case import InputError, parse_address, printable
from mailmend.mending.fleet import Row, in_waves

SCHEMA = "mailmend.server-fleet/1"
MAX_SERVERS = 10_000
GOOD = frozenset({"fixed", "nothing"})


@dataclass(frozen=True, slots=True)
class Server:
    """One line of the list."""

    target: str
    address: str
    password_file: str | None


@click.command("fix-all", short_help="Mend many servers: one first, two, ten, then the rest.")
@click.argument("file", metavar="FILE")
@click.option("--yes", is_flag=True, help="Apply without asking; there is no other way here.")
@click.option("--cause", default="", metavar="ID", help="Mend this one on each server.")
@click.option("--confirm-within", type=int, default=120, show_default=True, metavar="SECONDS")
@click.option("--longest", type=float, default=300.0, show_default=True, metavar="SECONDS")
@click.option("--timeout", type=float, default=DEFAULT_TIMEOUT_S, metavar="SECONDS")
@click.option("--resolver", metavar="IP[:PORT]", help="Ask this name server, not the system's.")
@click.option("--ca-file", "ca_files", metavar="PEM", multiple=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(**options: Any) -> int:
    """Mend each server of FILE, which has a line "ssh://root@host address [password file]" each.

    The work stops before the next wave where a repair was taken back or a person must look. Exit
    status: 0 all are mended or had nothing to mend; 1 some are not; 3 it was stopped.
    """
    from mailmend.apps.server_fix import check_within
    from mailmend.io.files import read_file

    if not options["yes"]:
        raise InputError("nobody is asked for each of many servers; give --yes")
    check_within(options["confirm_within"])
    name = options["file"]
    servers = parse_list(read_file(name, "list of servers").decode("utf-8", "replace"))
    rows = asyncio.run(_all(servers, options))
    _show(rows, as_json=options["as_json"])
    if any(row.end == "not-tried" for row in rows):
        return 3
    return 0 if all(row.end in GOOD for row in rows) else 1


def parse_list(text: str) -> tuple[Server, ...]:
    """The servers of a list, each once; comments and blank lines are left out.

    Raises ``InputError`` with the number of the line that cannot be used.
    """
    from mailmend.apps.server_target import host_of

    found: dict[str, Server] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        if len(words) not in (2, 3) or len(found) >= MAX_SERVERS:
            raise InputError(f"line {number}: expected ssh://root@host address [password file]")
        host_of(words[0])
        address = parse_address(words[1])
        found[words[0]] = Server(words[0], address, words[2] if len(words) == 3 else None)
    return tuple(found.values())


async def _all(servers: tuple[Server, ...], options: dict[str, Any]) -> tuple[Row, ...]:
    by_target = {one.target: one for one in servers}

    async def mend(target: str) -> Row:
        return await _one(by_target[target], options)

    return await in_waves(tuple(by_target), mend, longest_s=options["longest"])


async def _one(server: Server, options: dict[str, Any]) -> Row:
    from mailmend.apps.server_fix import Wish, task_of, world_of
    from mailmend.apps.server_mend import Workshop
    from mailmend.apps.server_target import logged_in
    from mailmend.mending.agent import NoHand
    from mailmend.world import ShellLost

    request = Request(
        address=server.address,
        password_file=server.password_file,
        timeout=options["timeout"],
        resolver=options["resolver"],
        ca_files=options["ca_files"],
        no_input=True,
    )
    wish = Wish(server.target, options["cause"], (), yes=True, dry_run=False, unproven=False,
                within_s=options["confirm_within"])  # fmt: skip
    intake = _taken_in(request)
    world = world_of(wish, intake, request)
    try:
        async with logged_in(server.target) as shell:
            shop = Workshop(task_of(wish, intake, request), world, shell, lambda _: None)
            return _row(server.target, await shop.run(lambda _: True))
    except (NoHand, ShellLost) as fault:
        return Row(server.target, "unreachable", str(fault))


def _taken_in(request: Request) -> Any:
    from mailmend.apps.intake import take_in
    from mailmend.apps.trouble import remember

    intake = take_in(request)
    if intake.secret is not None:
        remember(intake.secret)
    return intake


def _row(target: str, done: Any) -> Row:
    if done.outcome is not None:
        return Row(target, done.outcome.state, done.outcome.why)
    if done.proposal.left:
        causes = ", ".join(each.cause.id for each, _ in done.proposal.left)
        return Row(target, "refused", f"left to people: {causes}")
    return Row(target, "nothing")


def _show(rows: tuple[Row, ...], *, as_json: bool) -> None:
    from mailmend.apps.output import print_json

    if as_json:
        listed = [{"target": row.target, "result": row.end, "why": row.why} for row in rows]
        print_json({"schema": SCHEMA, "servers": listed})
        return
    for row in rows:
        why = f": {row.why}" if row.why else ""
        sys.stdout.write(printable(f"{row.target}  {row.end}{why}")[:400] + "\n")
