"""The reply that support pastes to the customer: what is wrong, what to do, what we do."""

from __future__ import annotations

from dataclasses import replace

from mailmend.change import CorrectRecipient, DeviceAction, SetField
from mailmend.remedies import (
    account_steps,
    android_steps,
    generic_steps,
    ios_steps,
    macos_mail_steps,
    network_steps,
    outlook_steps,
    recipient_steps,
    thunderbird_steps,
)
from mailmend.remedies._device import platform
from mailmend.remedies._letter import letter
from mailmend.remedy import Draft, Remedy, Situation, remedy

TARGETS: tuple[Remedy, ...] = (
    ios_steps.ios_steps,
    macos_mail_steps.macos_mail_steps,
    thunderbird_steps.thunderbird_steps,
    outlook_steps.outlook_steps,
    android_steps.android_steps,
    generic_steps.generic_steps,
)
OWNERS: tuple[Remedy, ...] = (
    account_steps.account_steps,
    network_steps.network_steps,
    recipient_steps.recipient_steps,
)


@remedy(audience="engineer")
def customer_reply(situation: Situation) -> Draft | None:
    """A letter in paragraphs; each step of it is one paragraph."""
    if not situation.changes or not situation.summary:
        return None
    if situation.language != "en":
        return letter(situation, _untranslated(situation))
    paragraphs = (
        "Hello,",
        _finding(situation),
        *_todo(situation),
        *_ours(situation),
        (
            "If a message still does not leave after that, please send us the exact words that the "
            "device shows."
        ),
        "Kind regards",
    )
    return Draft("Reply to the customer", paragraphs)


def _untranslated(situation: Situation) -> tuple[str, ...]:
    """The steps beyond fields of the outgoing server."""
    kept = tuple(each for each in situation.changes if not isinstance(each, SetField))
    other = replace(situation, changes=kept)
    candidates = TARGETS if platform(situation.case.device) != "unknown" else TARGETS[:1]
    rendered = [target.render(other) for target in (*candidates, *OWNERS)] if kept else []
    return tuple(step for part in rendered if part is not None for step in part.steps)


def _finding(situation: Situation) -> str:
    said = "We have found why" if situation.proven else "This is the most likely reason why"
    return f"{said} {situation.case.address} can receive mail but not send: {situation.summary}"


def _todo(situation: Situation) -> tuple[str, ...]:
    candidates = TARGETS if platform(situation.case.device) != "unknown" else TARGETS[:1]
    rendered = [target.render(situation) for target in (*candidates, *OWNERS)]
    steps = [step for part in rendered if part is not None for step in part.steps]
    if not steps:
        return ("You do not need to change anything on your device.",)
    numbered = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    return (f"Please do the following:\n{numbered}",)


def _ours(situation: Situation) -> tuple[str, ...]:
    own = (SetField, DeviceAction, CorrectRecipient)
    elsewhere = {change.kind for change in situation.changes if not isinstance(change, own)}
    if not elsewhere & {"server", "dns"}:
        return ()
    return ("We are correcting our side and will tell you when it is done.",)
