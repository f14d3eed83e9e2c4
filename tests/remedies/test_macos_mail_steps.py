"""The steps in Apple Mail on a Mac."""

from __future__ import annotations

from mailmend.case import Device
from mailmend.change import DeviceAction
from mailmend.remedies.macos_mail_steps import macos_mail_steps
from tests.remedies.build import BLANK_USER, PORT_25, situation, text

MAC = Device("macOS", "14", "Apple Mail")


def test_a_port_is_named_on_a_mac_only() -> None:
    """The port field is called Port, and other devices get no such steps."""
    assert "Port: type 587" in text(macos_mail_steps, situation(PORT_25, device=MAC))
    assert not text(macos_mail_steps, situation(PORT_25))


def test_automatic_settings_are_stopped_first() -> None:
    """Otherwise Mail would change the values again."""
    said = text(macos_mail_steps, situation(PORT_25, BLANK_USER, device=MAC))

    assert said.index("Clear “Automatically manage") < said.index("Port: type")
    assert "Password: type" in said


def test_drift_of_settings_is_stopped_without_other_changes() -> None:
    """The option alone can be the fault."""
    said = text(
        macos_mail_steps, situation(DeviceAction("turn-off-automatic-settings"), device=MAC)
    )

    assert "Automatically manage connection settings" in said
