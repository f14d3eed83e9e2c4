"""The steps in Outlook for Windows."""

from __future__ import annotations

from mailmend.case import Device
from mailmend.change import SetField
from mailmend.remedies.outlook_steps import outlook_steps
from tests.remedies.build import BLANK_USER, PORT_25, situation, text

OUTLOOK = Device("Windows", "10", "Outlook 2016")


def test_the_missing_login_is_one_tick_and_spa_is_off() -> None:
    """SPA would ask for NTLM, which hosting servers do not offer."""
    change = SetField("outgoing.authentication", "none", "password")

    said = text(outlook_steps, situation(change, device=OUTLOOK))

    assert "My outgoing server (SMTP) requires authentication" in said
    assert "Clear “Require logon using Secure Password Authentication" in said


def test_a_port_change_leaves_the_login_alone() -> None:
    """Only what must change is named."""
    said = text(outlook_steps, situation(PORT_25, device=OUTLOOK))

    assert "Outgoing server port: type 587" in said
    assert "requires authentication" not in said


def test_other_programs_get_nothing() -> None:
    """An iPhone has no such dialogue."""
    assert not text(outlook_steps, situation(BLANK_USER))
