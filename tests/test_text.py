"""Texts that can be said in other languages are their English."""

from __future__ import annotations

import copy

from mailmend.text import Text, filled, phrase, places, plural


def test_a_text_is_its_english_with_the_values() -> None:
    """Whoever knows no language just shows it."""
    said = phrase("Port {port} of {host} is closed.", port=25, host="mail.test")

    assert said == "Port 25 of mail.test is closed."
    assert isinstance(said, str)
    assert said.template == "Port {port} of {host} is closed."


def test_values_are_never_read_as_templates() -> None:
    """A host name of braces, or one with attribute access, stays what it is."""
    assert (
        phrase("{host} refuses.", host="{port}{host.__class__}")
        == "{port}{host.__class__} refuses."
    )
    assert phrase("{host.x} stays") == "{host.x} stays"


def test_more_values_can_be_filled_in_later() -> None:
    """A constant with places gets its values where they are known; the constant stays."""
    constant = phrase("Open {where} and {what}.")

    assert constant.fill(where="Mail").fill(what="wait") == "Open Mail and wait."
    assert constant == "Open {where} and {what}."


def test_counts_choose_their_form() -> None:
    """One is singular; none and several are plural in English."""
    shown = [plural("{number} more", "{number} others", number) for number in (0, 1, 2)]

    assert shown == ["0 others", "1 more", "2 others"]


def test_a_text_survives_being_copied() -> None:
    """A copy can still be translated."""
    made = copy.deepcopy(phrase("Port {port}", port=25))

    assert isinstance(made, Text)
    assert (made, made.template, made.values) == ("Port 25", "Port {port}", {"port": 25})


def test_places_are_named_in_lower_case_only() -> None:
    """The names in braces, and a place without a value stays visible."""
    assert places("{b} and {a} but not {A} or {}") == ["a", "b"]
    assert filled("{a} {b}", {"a": 1}) == "1 {b}"
