"""Steps where the recipient is at fault."""

from __future__ import annotations

from mailmend.change import CorrectRecipient
from mailmend.remedies.recipient_steps import recipient_steps
from tests.remedies.build import situation, text


def test_recipient_steps_leave_the_device_alone() -> None:
    """A wrong recipient needs no change of settings."""
    said = text(recipient_steps, situation(CorrectRecipient("bob@elsewhere.test")))

    assert "bob@elsewhere.test" in said
    assert "Nothing on your device needs to change." in said
