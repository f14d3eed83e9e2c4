"""Laying settings over a case."""

from __future__ import annotations

from mailmend.apps.merge import laid_over, merged
from mailmend.case import Case, Device, Outgoing


def test_what_is_known_later_wins_and_the_rest_stays() -> None:
    """A settings file completes the case and corrects it."""
    first = Case("a@b.test", error="no", outgoing=Outgoing(host="old.test", port=25))
    second = Case("a@b.test", outgoing=Outgoing(host="new.test", username=""))

    found = merged(first, second)

    assert found.error == "no"
    assert found.outgoing == Outgoing(host="new.test", port=25, username="")


def test_a_blank_value_is_known() -> None:
    """Blank and false are values; only ``None`` is not known."""
    first = Outgoing(username="alice", password_set=True)

    found = laid_over(first, Outgoing(username="", password_set=False))

    assert found == Outgoing(username="", password_set=False)


def test_the_device_is_completed_part_by_part() -> None:
    """A version told later does not wipe out the program."""
    found = laid_over(Device("iOS", None, "Apple Mail"), Device("iOS", "17.4", None))

    assert found == Device("iOS", "17.4", "Apple Mail")
