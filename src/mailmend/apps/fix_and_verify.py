"""``diagnose --fix-and-verify``: after the diagnosis the fix as a file, a message as proof."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mailmend.apps.options import Request
from mailmend.apps.questions import may_ask
from mailmend.case import InputError, printable

if TYPE_CHECKING:
    from mailmend.apps.intake import Intake
    from mailmend.report import Report

_PROFILE = {"ios", "macos", "unknown"}
NOTHING_YET = (
    "There are no working settings yet, so there is nothing to install or to send with. Once the "
    "cause above is mended, run the same command again."
)


def check_terminal(request: Request) -> None:
    """Raises ``InputError`` where nobody can answer: nothing is sent without a yes."""
    if request.no_network or request.record or request.replay:
        raise InputError("--fix-and-verify looks and sends for real; leave the other option out")
    if not may_ask(request):
        raise InputError(
            "--fix-and-verify asks before it sends, so it needs a terminal; in a script use "
            "mailmend profile and mailmend verify"
        )


def go_on(report: Report, intake: Intake, request: Request) -> int:
    """Write the profile, ask, send, watch. The status of the verification, or of the report."""
    if report.working.outgoing is None:
        _say(NOTHING_YET)
        return report.exit_status
    _write_profile(report)
    if intake.secret is None:
        _say("Without the password no message can be sent as proof.")
        return report.exit_status
    address = report.case.address
    if not _agreed(f"Send one marked message from {address} to {address} now, as proof?"):
        return report.exit_status
    return _verified(intake, request)


def _write_profile(report: Report) -> None:
    from mailmend.io.files import write_private_bytes
    from mailmend.remedies._device import platform
    from mailmend.settings_files import NotUsable, account_of
    from mailmend.settings_files.mobileconfig import mobileconfig

    if platform(report.case.device) not in _PROFILE or report.working.outgoing is None:
        return
    try:
        address, working = report.case.address, report.working
        data = mobileconfig(account_of(address, report.working.outgoing, working.incoming))
    except NotUsable as refusal:
        _say(f"No Apple profile: {refusal}.")
        return
    name = _file_name(report.case.address)
    if not _agreed(f"Write the fix as an Apple profile to {name}?"):
        return
    write_private_bytes(Path(name), data)
    _say(f"Wrote {name}. It holds no password. Open it on the iPhone, iPad or Mac to install it.")


def _file_name(address: str) -> str:
    kept = (char if char.isalnum() or char in "@.-_+" else "_" for char in address)
    return f"./{''.join(kept)}.mobileconfig"


def _verified(intake: Intake, request: Request) -> int:
    from mailmend.apps.output import show
    from mailmend.apps.owner_language import owner_language
    from mailmend.apps.render.spoken import spoken
    from mailmend.apps.verification import Order
    from mailmend.apps.verify import verified
    from mailmend.apps.verify_words import blocks

    order = Order(intake.case.address, budget_s=request.timeout)
    result = verified(intake, request, order)
    shown = spoken(owner_language(request), blocks(result, order.recipient))
    show(shown, color=not request.no_color)
    return result.exit_status


def _agreed(question: str) -> bool:
    sys.stderr.write(f"{printable(question)} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline(100).strip().lower() in {"y", "yes", "j", "ja", "o", "oui", "s", "si"}


def _say(text: str) -> None:
    sys.stderr.write(f"{printable(text)}\n")
