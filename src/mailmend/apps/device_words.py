"""A device as people write it: “iOS 17.4”, “iPhone 12 iOS 16”, “Thunderbird on Windows 11”."""

from __future__ import annotations

import re

from mailmend.case import Device

MAX_WORDS = 200
_SYSTEMS = (
    ("iPadOS", r"ipad\s?os"),
    ("iOS", r"ios|iphone\s?os"),
    ("macOS", r"mac\s?os(?:\s?x)?|os\s?x"),
    ("Android", r"android"),
    ("Windows", r"windows|win"),
    ("Linux", r"linux|debian|ubuntu|fedora"),
)
_HARDWARE = (("iPadOS", r"ipad"), ("iOS", r"iphone"), ("macOS", r"mac(?:book|mini)?"))
_PROGRAMS = (
    ("Thunderbird", r"thunderbird"),
    ("Outlook", r"outlook"),
    ("Gmail", r"gmail"),
    ("K-9 Mail", r"k-?9"),
    ("Apple Mail", r"apple mail|mail\.app"),
)
_VERSION = r"[\s,/-]*v?(\d{1,3}(?:\.\d{1,4}){0,3})?(?![a-z])"


def parse_device(text: str) -> Device:
    """The device in loosely written words; what is not recognised is kept as the system's name."""
    words = " ".join(text.split())[:MAX_WORDS]
    app = next((name for name, sign in _PROGRAMS if _has(rf"\b{sign}", words)), None)
    os, version = _system(words)
    if os is None and app is None:
        return Device(os=words or None)
    return Device(os, version, app)


def _system(words: str) -> tuple[str | None, str | None]:
    """The system and its version; a number behind a model's name is no version."""
    for name, sign in _SYSTEMS:
        found = re.search(rf"\b(?:{sign}){_VERSION}", words, re.IGNORECASE)
        if found:
            return name, found.group(1)
    for name, sign in _HARDWARE:
        if _has(rf"\b(?:{sign})\b", words):
            return name, None
    return None, None


def _has(sign: str, words: str) -> bool:
    return re.search(sign, words, re.IGNORECASE) is not None
