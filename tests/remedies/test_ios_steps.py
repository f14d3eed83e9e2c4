"""The steps on an iPhone or iPad."""

from __future__ import annotations

import pytest

from mailmend.case import Device, Outgoing
from mailmend.change import DeviceAction, SetField
from mailmend.remedies.ios_steps import ios_steps
from tests.remedies.build import ADDRESS, BLANK_USER, HOST, PORT_25, situation, text


@pytest.mark.parametrize(
    ("version", "path"),
    [
        ("9.3.5", "Settings > Mail, Contacts, Calendars"),
        ("10.2", "Settings > Mail > Accounts"),
        ("11.0.1", "Settings > Accounts & Passwords"),
        ("13.7", "Settings > Passwords & Accounts"),
        ("14.0", "Settings > Mail > Accounts"),
        ("17.4", "Settings > Mail > Accounts"),
        ("18.1", "Settings > Apps > Mail > Mail Accounts"),
        ("26.0", "Settings > Apps > Mail > Mail Accounts"),
        (None, "Settings > Apps > Mail > Mail Accounts"),
    ],
)
def test_the_path_follows_the_version(version: str | None, path: str) -> None:
    """Each generation of iOS keeps the mail accounts in another place."""
    given = situation(BLANK_USER, device=Device("iOS", version, "Apple Mail"))

    assert f"Open {path} and tap the account {ADDRESS}." in text(ios_steps, given)


def test_an_unknown_version_also_names_the_older_paths() -> None:
    """Who does not know the version finds the screen all the same."""
    given = situation(BLANK_USER, device=Device("iOS", None, None))

    assert "iOS 14 to 17 Settings > Mail > Accounts" in text(ios_steps, given)


def test_only_the_fields_that_must_change_are_named() -> None:
    """A blank user name needs the user name and its password, and nothing else."""
    said = text(ios_steps, situation(BLANK_USER))

    assert f"User Name: type {ADDRESS}" in said
    assert "Password: type the password" in said
    assert "Server Port" not in said
    assert "Use SSL" not in said
    assert "Host Name" not in said
    assert "Authentication" not in said


def test_a_known_password_is_not_asked_for_again() -> None:
    """A port change leaves login and password alone."""
    said = text(ios_steps, situation(PORT_25, now=Outgoing(host=HOST, password_set=True)))

    assert "Server Port: type 587" in said
    assert "Password" not in said


def test_every_field_of_the_outgoing_server_has_its_label() -> None:
    """All settings can be changed, each by the name that the screen shows."""
    said = text(
        ios_steps,
        situation(
            SetField("outgoing.enabled", False, True),
            SetField("outgoing.host", "old.test", HOST),
            SetField("outgoing.security", "none", "starttls"),
            SetField("outgoing.authentication", "cram-md5", "password"),
            SetField("outgoing.password_set", False, True),
            SetField("address", "alcie@customer.test", ADDRESS),
        ),
    )

    for line in (
        "Server: turn the switch on.",
        f"Host Name: type {HOST}",
        "Use SSL: on.",
        "Authentication: choose Password.",
        f"Email: type {ADDRESS}",
    ):
        assert line in said


def test_the_message_in_the_outbox_comes_last() -> None:
    """After the settings the waiting message must be sent by hand."""
    rendered = ios_steps.render(situation(BLANK_USER))

    assert rendered is not None
    assert "Outbox" in rendered.steps[-1]


def test_values_that_were_not_tried_are_marked() -> None:
    """Advice that no experiment supports says so."""
    assert "not tried from here" in text(ios_steps, situation(BLANK_USER, works=None))
    assert "not tried from here" not in text(ios_steps, situation(BLANK_USER))


def test_a_profile_that_is_wrong_is_replaced_and_not_edited() -> None:
    """Fields of a managed account cannot be changed by hand."""
    said = text(ios_steps, situation(DeviceAction("replace-profile")))

    assert "VPN & Device Management" in said


def test_nothing_for_other_programs_or_without_changes() -> None:
    """A Thunderbird user gets no iPhone steps, and no change gives no steps."""
    assert not text(ios_steps, situation(BLANK_USER, device=Device("Windows", "11", "Thunderbird")))
    assert not text(ios_steps, situation())
