"""Archived values come back plain; loops and depth are refused."""

from __future__ import annotations

import plistlib
from datetime import UTC, datetime

import pytest

from mailmend.wire.keyed_archive import absolute_time, unarchived
from mailmend.wire.property_list import PropertyListRefused
from tests.io.ios_backup import archived


@pytest.mark.parametrize(
    "value", ["PLAIN", "", 587, True, 1.5, ["a", "b"], {"k": ["v", {"n": 1}]}, [], {}]
)
def test_plain_values_come_back(value: object) -> None:
    """As they were put in."""
    assert unarchived(archived(value)) == value


def test_a_list_that_is_no_archive_is_returned_as_it_is() -> None:
    """Some versions store values plainly."""
    assert unarchived(plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY)) == {"a": 1}


def archive(*objects: object, root: int = 1) -> bytes:
    """An archive of those objects."""
    return plistlib.dumps(
        {
            "$archiver": "NSKeyedArchiver",
            "$top": {"root": plistlib.UID(root)},
            "$objects": ["$null", *objects],
        },
        fmt=plistlib.FMT_BINARY,
    )


def test_an_object_of_another_class_is_its_fields() -> None:
    """A date is a time, null is nothing."""
    date = {"NS.time": 0.0, "$class": plistlib.UID(0)}
    found = unarchived(archive({"at": plistlib.UID(2), "none": plistlib.UID(0)}, date))
    assert found == {"at": datetime(2001, 1, 1, tzinfo=UTC), "none": None}


def test_a_loop_is_refused() -> None:
    """An array that holds itself."""
    kind = {"$classname": "NSArray"}
    loop = {"NS.objects": [plistlib.UID(1)], "$class": plistlib.UID(2)}
    with pytest.raises(PropertyListRefused, match="deeply"):
        unarchived(archive(loop, kind))


def test_shared_arrays_cannot_multiply() -> None:
    """Ten levels of ten references each would be ten thousand million values."""
    kind = plistlib.UID(12)
    levels = [{"NS.objects": [plistlib.UID(n + 1)] * 10, "$class": kind} for n in range(1, 11)]
    with pytest.raises(PropertyListRefused, match="deeply"):
        unarchived(archive(*levels, "leaf", {"$classname": "NSArray"}))


def test_a_reference_beyond_the_table_is_refused() -> None:
    """It names nothing."""
    with pytest.raises(PropertyListRefused, match="not there"):
        unarchived(archive("x", root=9))


@pytest.mark.parametrize("seconds", [1e300, float("nan"), float("inf"), "x", None, True])
def test_a_time_outside_the_calendar_is_none(seconds: object) -> None:
    """No error, no date."""
    assert absolute_time(seconds) is None
