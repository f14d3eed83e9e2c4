"""From facts to the settings that are handed out."""

from __future__ import annotations

from dataclasses import replace

from mailmend.conclude import _on_the_wire
from mailmend.facts import Facts
from tests.causes.build import WORKS, conversation

DIRECT = conversation(port=465, mode="tls")


def test_the_security_is_the_one_that_was_spoken() -> None:
    """A phone's switch left on STARTTLS at port 465 means TLS at once there; files must say so."""
    left = replace(WORKS, port=465, security="starttls")
    assert _on_the_wire(left, Facts([DIRECT])).security == "tls"


def test_what_was_spoken_stays() -> None:
    """Nothing is changed where the dialogue agrees, or where none was held there."""
    assert _on_the_wire(WORKS, Facts([conversation(), DIRECT])) == WORKS
    elsewhere = replace(WORKS, host="other.hosting.test", security="tls")
    assert _on_the_wire(elsewhere, Facts([conversation()])) == elsewhere
