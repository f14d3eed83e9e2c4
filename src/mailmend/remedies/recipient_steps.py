"""What to do where the recipient's address or the recipient's side is at fault."""

from __future__ import annotations

from mailmend.change import CorrectRecipient
from mailmend.remedies._device import details
from mailmend.remedy import Draft, Situation, remedy
from mailmend.text import phrase


@remedy(audience="owner")
def recipient_steps(situation: Situation) -> Draft | None:
    """Check the address, forget the stale suggestion, ask the recipient another way."""
    found = [change for change in situation.changes if isinstance(change, CorrectRecipient)]
    if not found:
        return None
    steps = [step for change in found for step in _steps(change)]
    return Draft(phrase("With the recipient"), tuple(steps))


def _steps(change: CorrectRecipient) -> tuple[str, ...]:
    return (
        phrase(
            "Check the address {address} letter by letter, with the part after the @.",
            address=change.address,
        ),
        phrase(
            "Type it by hand instead of taking the suggestion; on an iPhone tap the (i) beside the "
            "suggestion and remove it from the recent ones."
        ),
        phrase(
            "If the address is right, tell the recipient by another way that their mail server "
            "refuses mail to it. Nothing on your device needs to change."
        ),
        *details(change.detail),
    )
