"""Devices as people write them."""

from __future__ import annotations

import pytest

from mailmend.apps.device_words import parse_device
from mailmend.case import Device


@pytest.mark.parametrize(
    ("text", "device"),
    [
        ("iOS 17.4", Device("iOS", "17.4", None)),
        ("ios17.4.1", Device("iOS", "17.4.1", None)),
        ("iPhone 12, iOS 16", Device("iOS", "16", None)),
        ("iPhone 15", Device("iOS", None, None)),
        ("Apple Mail on a MacBook", Device("macOS", None, "Apple Mail")),
        ("iPadOS 18", Device("iPadOS", "18", None)),
        ("macOS 14.2", Device("macOS", "14.2", None)),
        ("Thunderbird on Windows 11", Device("Windows", "11", "Thunderbird")),
        ("Outlook", Device(None, None, "Outlook")),
        ("Android 14 Gmail", Device("Android", "14", "Gmail")),
        ("Nokia 3310", Device("Nokia 3310", None, None)),
        ("", Device()),
    ],
)
def test_devices_are_read_leniently(text: str, device: Device) -> None:
    """Nothing that a person writes here is an error."""
    assert parse_device(text) == device
