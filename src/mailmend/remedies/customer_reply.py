"""The reply that support pastes to the customer: what is wrong, what to do, what we do."""

from __future__ import annotations

from mailmend.change import CorrectRecipient, DeviceAction, SetField
from mailmend.remedies import account_steps, network_steps, recipient_steps
from mailmend.remedies._device import platform
from mailmend.remedies._meanwhile import TARGETS, meanwhile
from mailmend.remedy import Draft, Remedy, Situation, remedy
from mailmend.text import Text, phrase

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
    paragraphs = (
        phrase("Hello,"),
        _finding(situation),
        _todo(situation),
        *_ours(situation),
        phrase(
            "If a message still does not leave after that, please send us the exact words that the "
            "device shows."
        ),
        phrase("Kind regards"),
    )
    return Draft("Reply to the customer", paragraphs)


def _finding(situation: Situation) -> Text:
    address, summary = situation.case.address, situation.summary
    if situation.proven:
        return phrase(
            "We have found why {address} can receive mail but not send: {summary}",
            address=address,
            summary=summary,
        )
    return phrase(
        "This is the most likely reason why {address} can receive mail but not send: {summary}",
        address=address,
        summary=summary,
    )


def _todo(situation: Situation) -> Text:
    candidates = TARGETS if platform(situation.case.device) != "unknown" else TARGETS[:1]
    rendered = [target.render(situation) for target in (*candidates, *OWNERS)]
    steps = [step for part in rendered if part is not None for step in part.steps]
    if steps:
        return phrase("Please do the following:\n{steps}", steps=_numbered(steps))
    steps = [step for part in meanwhile(situation) for step in part.steps]
    if steps:
        return phrase(
            "Your settings are not wrong. If you do not want to wait until it is corrected, you "
            "can send with others at once:\n{steps}",
            steps=_numbered(steps),
        )
    return phrase("You do not need to change anything on your device.")


def _numbered(steps: list[str]) -> str:
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))


def _ours(situation: Situation) -> tuple[Text, ...]:
    own = (SetField, DeviceAction, CorrectRecipient)
    elsewhere = {change.kind for change in situation.changes if not isinstance(change, own)}
    if not elsewhere & {"server", "dns"}:
        return ()
    return (phrase("We are correcting our side and will tell you when it is done."),)
