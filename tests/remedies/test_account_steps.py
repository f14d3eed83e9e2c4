"""Steps with the mailbox account."""

from __future__ import annotations

from mailmend.case import Device
from mailmend.change import AccountAction
from mailmend.remedies.account_steps import account_steps
from tests.remedies.build import ADDRESS, situation, text


def test_account_steps_lead_to_the_outgoing_password() -> None:
    """The current password belongs into the outgoing server's own field."""
    said = text(account_steps, situation(AccountAction("enter-current-password", ADDRESS)))

    assert f"Settings > Mail > Accounts > {ADDRESS} > Account > SMTP > Primary Server" in said
    assert "[[" not in said


def test_account_steps_for_thunderbird_name_its_password_store() -> None:
    """Each program keeps passwords in a place of its own."""
    device = Device("Windows", "11", "Thunderbird")
    action = AccountAction("enter-current-password", ADDRESS)

    assert "Saved Passwords" in text(account_steps, situation(action, device=device))
