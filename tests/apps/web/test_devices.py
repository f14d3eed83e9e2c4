"""The device that the browser runs on."""

from __future__ import annotations

import pytest

from mailmend.apps.web.devices import device_of, guessed, is_apple_phone
from mailmend.case import Device

IPHONE_17 = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15"
IPHONE_FROZEN = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15"


@pytest.mark.parametrize(
    ("agent", "device"),
    [(IPHONE_17, "iphone"), (MAC, "mac"), ("… Linux; Android 15; …", "android"), ("", "iphone")],
)
def test_the_likely_device_is_chosen_beforehand(agent: str, device: str) -> None:
    """Where the browser tells nothing, it is the iPhone."""
    assert guessed(agent) == device


def test_the_version_is_the_browsers_only_on_the_same_device() -> None:
    """On a PC one asks about the phone: nothing is known of its version."""
    assert device_of("iphone", IPHONE_17) == Device("iOS", "17.4", "Apple Mail")
    assert device_of("iphone", MAC).version is None
    assert device_of("ipad", IPHONE_17).version is None


def test_a_version_that_browsers_froze_is_not_believed() -> None:
    """Newer systems all say the same there."""
    assert device_of("iphone", IPHONE_FROZEN).version is None


def test_an_unknown_choice_is_another_device() -> None:
    """Not a fault."""
    assert device_of("<b>", "") == Device()


def test_profiles_are_for_apple_phones() -> None:
    """A Mac shows the code for the phone."""
    assert is_apple_phone(IPHONE_17)
    assert not is_apple_phone(MAC)
