"""Which program a loosely written device is."""

from __future__ import annotations

import pytest

from mailmend.case import Device
from mailmend.remedies._device import Platform, platform


@pytest.mark.parametrize(
    ("device", "found"),
    [
        (Device(), "unknown"),
        (Device("iOS", "17.4", "Apple Mail"), "ios"),
        (Device("iPadOS", None, None), "ios"),
        (Device("iphone", None, None), "ios"),
        (Device(None, None, "Apple Mail"), "ios"),
        (Device("macOS", "14", "Apple Mail"), "macos"),
        (Device("Windows", "11", "Thunderbird"), "thunderbird"),
        (Device("Windows", "11", "Outlook"), "outlook"),
        (Device("Android", None, "Outlook"), "android"),
        (Device("Android", "13", "Thunderbird"), "android"),
        (Device("iOS", "17", "Outlook"), "outlook"),
        (Device("Linux", None, "Evolution"), "other"),
    ],
)
def test_the_program_is_recognised_leniently(device: Device, found: Platform) -> None:
    """People write their device in many ways."""
    assert platform(device) == found
