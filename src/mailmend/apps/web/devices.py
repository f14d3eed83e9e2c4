"""The devices a person chooses from, and the one the browser seems to run on. Pure."""

from __future__ import annotations

import re

from mailmend.case import Device
from mailmend.text import Text, phrase

MAX_AGENT = 400
DEVICES: dict[str, tuple[Text, Device]] = {
    "iphone": (phrase("iPhone"), Device("iOS", None, "Apple Mail")),
    "ipad": (phrase("iPad"), Device("iPadOS", None, "Apple Mail")),
    "mac": (phrase("Mac (Apple Mail)"), Device("macOS", None, "Apple Mail")),
    "android": (phrase("Android phone"), Device("Android", None, "Gmail")),
    "outlook": (phrase("Outlook on a PC"), Device("Windows", None, "Outlook")),
    "thunderbird": (phrase("Thunderbird"), Device(None, None, "Thunderbird")),
    "other": (phrase("Another device"), Device()),
}
FROZEN = 18
"""From this version on Safari no longer tells the true version of the system."""

_APPLE = re.compile(r"\b(?:iPhone|CPU) OS (\d{1,2})_(\d{1,2})")


def guessed(agent: str) -> str:
    """The device whose browser sends that User-Agent; the iPhone where it tells nothing."""
    agent = agent[:MAX_AGENT]
    for word, found in (("iPhone", "iphone"), ("iPad", "ipad"), ("Android", "android")):
        if word in agent:
            return found
    if "Macintosh" in agent:
        return "mac"
    return "iphone"


def is_apple_phone(agent: str) -> bool:
    """Whether the page is being read on an iPhone or iPad, which installs profiles."""
    return "iPhone" in agent[:MAX_AGENT] or "iPad" in agent[:MAX_AGENT]


def device_of(chosen: str, agent: str) -> Device:
    """The chosen device, with the version of the system where the browser runs on that device."""
    device = DEVICES.get(chosen, DEVICES["other"])[1]
    found = _APPLE.search(agent[:MAX_AGENT])
    if chosen not in ("iphone", "ipad") or chosen != guessed(agent) or found is None:
        return device
    major, minor = int(found[1]), int(found[2])
    version = f"{major}.{minor}" if major < FROZEN else None
    return Device(device.os, version, device.app)
