"""``mailmend server fix``: mend the mail server, prove it, or leave it as it was."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from mailmend.apps.options import Request, common
from mailmend.apps.server_target import LOCAL, client_option, parse_clients
from mailmend.case import InputError, printable

if TYPE_CHECKING:
    from mailmend.apps.intake import Intake
    from mailmend.apps.server_mend import Done, Proposal, Task
    from mailmend.mending.proof import Look
    from mailmend.remedy import RenderedRemedy

MIN_WITHIN_S, MAX_WITHIN_S = 10, 3600
STATUS = {"fixed": 0, "refused": 1, "rolled-back": 3, "cut-off": 3, "stuck": 5}


@dataclass(frozen=True, slots=True)
class Wish:
    """How the person wants it: what to mend, whether to ask, how long to wait."""

    target: str
    cause: str
    clients: tuple[str, ...]
    yes: bool
    dry_run: bool
    unproven: bool
    within_s: int
    send: bool = False


@click.command("fix", short_help="Mend the mail server: a shown diff, proven or taken back.")
@click.argument("target", default=LOCAL)
@common
@click.option("--address", metavar="ADDRESS", help="A mailbox of it that cannot send.")
@client_option
@click.option("--recipient", metavar="ADDRESS", help="To whom the message was meant to go.")
@click.option("--cause", default="", metavar="ID", help="Mend this one; else the first proven.")
@click.option("--yes", is_flag=True, help="Apply without asking; needed without a terminal.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and leave.")
@click.option("--accept-unproven", is_flag=True, help="Keep it where nothing failed, all unseen.")
@click.option("--send", is_flag=True, help="Prove it by one real message, seen and removed.")
@click.option("--confirm-within", type=int, default=120, show_default=True, metavar="SECONDS")
def command(**options: Any) -> int:
    """Mend what keeps ADDRESS from sending on TARGET: local, or ssh://root@host.

    The edit is shown first. It is backed up, checked by the server's own checker, proven by a
    login that is accepted and a stranger who is refused, and taken back where that fails or this
    machine is cut off. Exit status: 0 mended and proven, or nothing to mend; 1 nothing was
    changed; 2 the input cannot be used; 3 applied and taken back; 5 a person must look.
    """
    wish = Wish(
        target=options.pop("target"),
        cause=options.pop("cause"),
        clients=parse_clients(options.pop("client_ips")),
        yes=options.pop("yes"),
        dry_run=options.pop("dry_run"),
        unproven=options.pop("accept_unproven"),
        within_s=options.pop("confirm_within"),
        send=options.pop("send"),
    )
    request = Request(**options)
    _usable(wish, request)
    intake = _taken_in(request)
    if wish.send and intake.secret is None:
        raise InputError("--send needs the password; give --password-file FILE or --ask-password")
    return asyncio.run(_fix(wish, intake, request))


def check_within(seconds: int) -> None:
    """Raises ``InputError`` for a time in which nothing could be proven, or that nobody waits."""
    if not MIN_WITHIN_S <= seconds <= MAX_WITHIN_S:
        raise InputError(
            f"--confirm-within {seconds} is not between {MIN_WITHIN_S} and {MAX_WITHIN_S}"
        )


def _usable(wish: Wish, request: Request) -> None:
    from mailmend.discover import causes

    check_within(wish.within_s)
    if wish.cause and wish.cause not in {each.id for each in causes()}:
        raise InputError(f"--cause {printable(wish.cause)[:60]} is none; see mailmend causes")
    asks = sys.stdin.isatty() and sys.stderr.isatty() and not request.no_input
    if not (wish.yes or wish.dry_run or asks):
        raise InputError("nobody can be asked here; give --yes to apply, or --dry-run to see it")
    if request.as_json and not (wish.yes or wish.dry_run):
        raise InputError("--json asks nothing; give --yes to apply, or --dry-run to see it")


def _taken_in(request: Request) -> Intake:
    from mailmend.apps.intake import take_in
    from mailmend.apps.questions import ask_missing
    from mailmend.apps.trouble import remember

    intake = ask_missing(take_in(request), request, password_only=True)
    if intake.secret is not None:
        remember(intake.secret)
    return intake


async def _fix(wish: Wish, intake: Intake, request: Request) -> int:
    from mailmend.apps.server_mend import Workshop
    from mailmend.apps.server_target import logged_in
    from mailmend.mending.agent import NoHand
    from mailmend.world import ShellLost

    task, world = task_of(wish, intake, request), world_of(wish, intake, request)

    def agree(proposal: Proposal) -> bool:
        if not request.as_json:
            _show_plan(request, proposal)
        return wish.dry_run or wish.yes or _agreed()

    try:
        async with logged_in(wish.target) as shell:
            shop = Workshop(task, world, shell, _say(request))
            done = await shop.run(agree, dry_run=wish.dry_run)
    except (NoHand, ShellLost) as fault:
        raise InputError(f"{printable(wish.target)[:100]}: {fault}") from None
    _tell(wish, request, done)
    return _status(done, dry_run=wish.dry_run)


def _status(done: Done, *, dry_run: bool) -> int:
    if done.outcome is not None:
        return STATUS[done.outcome.state]
    if done.proposal.plan is not None:
        return 0 if dry_run else 1
    found = any(each.status in {"proven", "likely"} for each in done.before.judgements)
    return 1 if found else 0


def task_of(wish: Wish, intake: Intake, request: Request) -> Task:
    """What is to be done, as the command line has it."""
    from mailmend.apps.server_mend import Task

    return Task(
        target=wish.target,
        case=intake.case,
        secret=intake.secret,
        clients=wish.clients,
        cause=wish.cause,
        within_s=wish.within_s,
        unproven=wish.unproven,
        send=wish.send,
        budget_s=request.timeout,
    )


def world_of(wish: Wish, intake: Intake, request: Request) -> Any:
    """The world in which the server is looked at from outside. Raises ``InputError``."""
    from pathlib import Path

    from mailmend.apps.run import typed_hosts
    from mailmend.apps.server_target import host_of
    from mailmend.io.world import operator_policy, real_world

    hosts = [*typed_hosts(intake.case), host_of(wish.target)]
    policy = operator_policy(hosts, request.resolver)
    return real_world(policy, request.resolver, [Path(name) for name in request.ca_files])


def _agreed() -> bool:
    sys.stderr.write("Apply this to the server? Type yes: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() == "yes"


def _say(request: Request) -> Any:
    def say(text: str) -> None:
        if not request.quiet and sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{printable(text)[:78]}\n")

    return say


def _show_plan(request: Request, proposal: Proposal) -> None:
    from mailmend.apps.output import show
    from mailmend.apps.render.mending_page import plan_page

    show(tuple(plan_page(proposal)), color=not request.no_color)


def _tell(wish: Wish, request: Request, done: Done) -> None:
    from mailmend.apps.output import print_json, show
    from mailmend.apps.render import mending_page

    proposal, outcome = done.proposal, done.outcome
    if request.as_json:
        print_json(mending_page.document(wish.target, proposal, outcome))
    elif outcome is not None:
        show(tuple(mending_page.outcome_page(outcome)), color=not request.no_color)
    elif proposal.left and proposal.plan is None:
        page = mending_page.advice_page(proposal, _remedies(done.before, proposal))
        show(tuple(page), color=not request.no_color)
    elif proposal.plan is None:
        show(tuple(mending_page.nothing_page(done.before.report)), color=not request.no_color)


def _remedies(before: Look, proposal: Proposal) -> tuple[RenderedRemedy, ...]:
    from mailmend.apps.fix import remedies_for

    only = tuple(judgement for judgement, _ in proposal.left)
    return remedies_for(replace(before.report, judgements=only))
