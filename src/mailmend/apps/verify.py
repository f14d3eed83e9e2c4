"""``mailmend verify``: really send one marked message and see it arrive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from mailmend.apps.options import Request, common
from mailmend.case import InputError, parse_address, printable

if TYPE_CHECKING:
    from mailmend.apps.intake import Intake
    from mailmend.apps.verification import Order, Verification
    from mailmend.report import Report
    from mailmend.secret import Secret
    from mailmend.world import World

MAX_WAIT_S = 3600.0
NOTHING_WORKS = 3


@click.command("verify", short_help="Really send a marked message and see it arrive.")
@click.argument("address", required=False)
@common
@click.option("--recipient", metavar="ADDRESS", help="Send it there; else to ADDRESS itself.")
@click.option("--to-password-file", metavar="FILE", help="Opens the recipient's mailbox.")
@click.option("--report", metavar="FILE", help="The causes of this earlier report must be gone.")
@click.option("--wait", type=float, default=60.0, show_default=True, metavar="SECONDS")
@click.option("--send-again", is_flag=True, help="Send although an earlier run's fate is unknown.")
def command(**options: Any) -> int:
    """Send one message as ADDRESS with the settings that work, watch it arrive, remove it.

    It is sent once, whatever happens: a run that was cut off is taken up, not repeated. Exit
    status: 0 it arrived and the cause is gone; 1 it was refused, or a cause still stands; 2 the
    input cannot be used; 3 it was not sent, or whether it arrived is not known.
    """
    recipient, to_file = options.pop("recipient"), options.pop("to_password_file")
    report, wait, again = options.pop("report"), options.pop("wait"), options.pop("send_again")
    if not 0 < wait <= MAX_WAIT_S:
        raise InputError(f"--wait {wait:g} is not between 0 and {MAX_WAIT_S:g} seconds")
    if to_file and not recipient:
        raise InputError("--to-password-file goes with --recipient ADDRESS")
    request = Request(**options)
    intake = _taken_in(request)
    order = _order(intake, request, recipient, to_file, report, wait_s=wait, send_again=again)
    result = verified(intake, request, order)
    _show(result, intake, request, order)
    return result.exit_status


def _taken_in(request: Request) -> Intake:
    from mailmend.apps.intake import take_in
    from mailmend.apps.questions import ask_missing
    from mailmend.apps.trouble import remember

    intake = ask_missing(take_in(request), request, password_only=True)
    if intake.secret is None:
        raise InputError("a message is sent with the password only; use --password-file FILE")
    remember(intake.secret)
    return intake


def _order(
    intake: Intake,
    request: Request,
    recipient: str | None,
    to_file: str | None,
    report: str | None,
    *,
    wait_s: float,
    send_again: bool,
) -> Order:
    from mailmend.apps.verification import Order

    before = None
    if report is not None:
        from mailmend.apps.report_file import read_report

        before = read_report(report, intake.case.address).causes
    return Order(
        recipient=parse_address(recipient, "recipient") if recipient else intake.case.address,
        recipient_secret=_recipient_secret(to_file),
        wait_s=wait_s,
        send_again=send_again,
        before=before,
        budget_s=request.timeout,
    )


def _recipient_secret(name: str | None) -> Secret | None:
    if name is None:
        return None
    from mailmend.apps.trouble import remember
    from mailmend.io.files import read_password

    secret, note = read_password(name)
    remember(secret)
    if note:
        sys.stderr.write(f"mailmend: {printable(note)[:500]}\n")
    return secret


def verified(intake: Intake, request: Request, order: Order) -> Verification:
    """Diagnose, then send and watch in the same world. Raises ``InputError``."""
    from mailmend.apps.run import diagnosed
    from mailmend.apps.verification import Verifier
    from mailmend.io.send_ledger import held, state_folder

    results: list[Verification] = []

    async def then(report: Report, world: World, secret: Secret | None) -> Report:
        assert secret is not None
        verifier = Verifier(report, world, secret, order, ledger, _say(request))
        results.append(await verifier.run())
        return report

    with held(state_folder(), intake.case.address, order.recipient) as ledger:
        diagnosed(intake, request, then)
    return results[0]


def _say(request: Request) -> Any:
    def say(text: str) -> None:
        if not request.quiet and sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{printable(text)[:78]}\n")

    return say


def _show(result: Verification, intake: Intake, request: Request, order: Order) -> None:
    from mailmend.apps.output import print_json, show
    from mailmend.apps.owner_language import owner_language
    from mailmend.apps.render.spoken import spoken
    from mailmend.apps.verify_words import blocks, document

    if request.as_json:
        print_json(document(result, intake.case.address, order.recipient))
    else:
        shown = spoken(owner_language(request), blocks(result, order.recipient))
        show(shown, color=not request.no_color)
