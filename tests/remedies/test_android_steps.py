"""The steps in mail programs on Android."""

from __future__ import annotations

from mailmend.case import Device
from mailmend.change import SetField
from mailmend.remedies.android_steps import android_steps
from tests.remedies.build import ADDRESS, BLANK_USER, situation, text

ANDROID = Device("Android", "14", "Gmail")


def test_a_blank_user_name_is_the_switch_require_sign_in() -> None:
    """There the login is turned on before it can be typed."""
    said = text(android_steps, situation(BLANK_USER, device=ANDROID))

    assert f"Require sign-in: on; User name: type {ADDRESS}" in said


def test_security_and_host_have_their_fields() -> None:
    """The words are those of the phone's screens."""
    said = text(
        android_steps,
        situation(
            SetField("outgoing.security", "none", "tls"),
            SetField("outgoing.host", "old.test", "new.test"),
            device=ANDROID,
        ),
    )

    assert "Security type: choose SSL/TLS." in said
    assert "SMTP server: type new.test" in said


def test_an_iphone_gets_nothing() -> None:
    """Its screens are others."""
    assert not text(android_steps, situation(BLANK_USER))
