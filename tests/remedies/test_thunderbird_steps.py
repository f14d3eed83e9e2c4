"""The steps in Thunderbird."""

from __future__ import annotations

from mailmend.case import Device
from mailmend.change import SetField
from mailmend.remedies.thunderbird_steps import thunderbird_steps
from tests.remedies.build import BLANK_USER, PORT_25, situation, text

THUNDERBIRD = Device("Windows", "11", "Thunderbird")
SECURE = SetField("outgoing.security", "none", "starttls")
AUTH = SetField("outgoing.authentication", "none", "password")


def test_only_thunderbird_users_get_them() -> None:
    """An iPhone has no such screens."""
    assert "Port: type 587" in text(thunderbird_steps, situation(PORT_25, device=THUNDERBIRD))
    assert not text(thunderbird_steps, situation(PORT_25))


def test_its_own_words_for_authentication_are_used() -> None:
    """“Normal password” is the choice that sends PLAIN or LOGIN."""
    said = text(thunderbird_steps, situation(AUTH, SECURE, device=THUNDERBIRD))

    assert "Authentication method: choose Normal password." in said
    assert "Connection security: choose STARTTLS." in said


def test_the_password_is_asked_for_when_sending() -> None:
    """Thunderbird has no field for it."""
    said = text(thunderbird_steps, situation(BLANK_USER, device=THUNDERBIRD))

    assert "asks for the password at the next send" in said
