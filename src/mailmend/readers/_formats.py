"""Tell by its content what a file is, so that what cannot be read can be named."""

from __future__ import annotations

import re
from typing import Literal

from mailmend.wire.cms import is_cms

Readable = Literal["mobileconfig", "thunderbird-prefs", "case"]

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a rich-text document"),
)
_HEIF = re.compile(rb"....ftyp(?:hei[cfx]|mif1)", re.DOTALL)
_TEXTS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"<clientConfig\b"), "an autoconfiguration document, not a device's settings"),
    (re.compile(rb"<Autodiscover\b", re.IGNORECASE), "an autodiscover document"),
    (re.compile(rb"\A\s*(?:<!DOCTYPE\s+html|<html)\b", re.IGNORECASE), "a web page"),
    (re.compile(rb"\A\s*<\?xml\b"), "an XML document"),
)
_PLIST = re.compile(rb"<plist\b|<!DOCTYPE\s+plist\b")
_PREFS = re.compile(rb"(?:\A|[\r\n])[ \t]{0,8}user_pref\(")
_PEM = re.compile(rb"-----BEGIN (?:PKCS7|CMS)-----")
_UTF16_PLIST = re.compile(r"<plist\b|<!DOCTYPE\s+plist\b")


def readable_as(data: bytes) -> Readable | None:
    """Which reader takes ``data``; ``None`` for what no reader takes."""
    head = data[:65536]
    if data.startswith(b"bplist") or is_cms(data) or _PEM.search(head) or _is_plist(head):
        return "mobileconfig"
    if _PREFS.search(head):
        return "thunderbird-prefs"
    return None if what_it_is(data) else "case"


def _is_plist(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return bool(_UTF16_PLIST.search(head.decode("utf-16", "ignore")))
    return bool(_PLIST.search(head))


def what_it_is(data: bytes) -> str | None:
    """The kind of a file that is not read, in words; ``None`` where it may be a case file."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if _HEIF.match(data):
        return "a HEIF picture"
    head = data[:65536]
    found = next((name for pattern, name in _TEXTS if pattern.search(head)), None)
    if found is None and b"\0" in head and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "not a text file"
    return found
