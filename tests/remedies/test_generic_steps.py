"""The settings as a plain list, for any program."""

from __future__ import annotations

from dataclasses import replace

from mailmend.case import Device
from mailmend.change import DeviceAction, SetField
from mailmend.remedies.generic_steps import generic_steps
from tests.remedies.build import HOST, PORT_25, situation, text

EVOLUTION = Device("Linux", None, "Evolution")


def test_a_line_tells_now_and_then() -> None:
    """The person sees what is there and what must be."""
    assert "Port: 587 (now 25)" in text(generic_steps, situation(PORT_25, device=EVOLUTION))


def test_the_way_of_signing_in_is_named_as_programs_name_it() -> None:
    """Not by the key of the case; and in the owner's language."""
    change = SetField("outgoing.authentication", "none", "password")
    where = situation(change, device=EVOLUTION)

    assert "Authentication: Password (now None)" in text(generic_steps, where)
    german = text(generic_steps, replace(where, language="de"))
    assert "Authentifizierung: Passwort (jetzt Ohne (None))" in german


def test_what_is_not_known_is_not_claimed() -> None:
    """A value that the case does not give has no “now”."""
    said = text(generic_steps, situation(SetField("outgoing.host", None, HOST), device=EVOLUTION))

    assert f"Outgoing (SMTP) server: {HOST}" in said
    assert "(now" not in said


def test_device_actions_have_a_general_wording() -> None:
    """Each can be done in some way on any device."""
    said = text(generic_steps, situation(DeviceAction("restart"), device=EVOLUTION))

    assert "Restart the device." in said


def test_a_program_with_its_own_steps_gets_no_general_ones() -> None:
    """One set of steps is enough."""
    assert not text(generic_steps, situation(PORT_25))
