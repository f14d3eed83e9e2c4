"""Tell by its content what a file is, so that what cannot be read can be named."""

from __future__ import annotations

import re
from typing import Literal

from mailmend.wire.cms import is_cms

Readable = Literal[
    "mobileconfig",
    "thunderbird-prefs",
    "declaration",
    "outlook-prf",
    "outlook-reg",
    "k9-settings",
    "autoconfig",
    "autodiscover",
    "deltachat-login",
    "case",
]

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
    (re.compile(rb"\A\s*(?:<!DOCTYPE\s+html|<html)\b", re.IGNORECASE), "a web page"),
    (re.compile(rb"\A\s*<\?xml\b"), "an XML document"),
)
_KNOWN: tuple[tuple[re.Pattern[str], Readable], ...] = (
    (re.compile(r"\A\s*(?:Windows Registry Editor Version|REGEDIT4)"), "outlook-reg"),
    (re.compile(r"\A\s*dclogin:", re.IGNORECASE), "deltachat-login"),
    (
        re.compile(r'\A\s*[{\[][^\0]{0,60000}?"com\.apple\.configuration\.account\.mail"'),
        "declaration",
    ),
    (re.compile(r"\A\s*(?:<[^\0]{0,2000}?)?<k9settings\b"), "k9-settings"),
    (re.compile(r"\A\s*(?:<[^\0]{0,2000}?)?<clientConfig\b"), "autoconfig"),
    (
        re.compile(r"\A\s*(?:<[^\0]{0,2000}?)?<Autodiscover\b", re.IGNORECASE),
        "autodiscover",
    ),
    (
        re.compile(r"^[ \t]*\[Account\d{1,4}\][ \t]*\r?$", re.MULTILINE | re.IGNORECASE),
        "outlook-prf",
    ),
)
_PRF_HEAD = re.compile(
    r"^[ \t]*\[(?:Internet Account List|General)\]", re.MULTILINE | re.IGNORECASE
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
    found = _known(head)
    if found is not None:
        return found
    return None if what_it_is(data) else "case"


def _is_plist(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return bool(_UTF16_PLIST.search(head.decode("utf-16", "ignore")))
    return bool(_PLIST.search(head))


def _known(head: bytes) -> Readable | None:
    """The kind of a text that is known by a word near its beginning."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16", "ignore") if wide else head.decode("utf-8", "ignore")
    text = text.removeprefix("\ufeff")
    found = next((kind for pattern, kind in _KNOWN if pattern.search(text)), None)
    return None if found == "outlook-prf" and not _PRF_HEAD.search(text) else found


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
