"""Read the Internet accounts of an Outlook profile file (.prf), sections ``[Account1]`` and on.

Keys: Microsoft, "Customize an Outlook profile by using a PRF file". The sections that map names to
properties hold no values and are left aside; passwords never stand in such a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailmend.case import InputError
from mailmend.readers._outlook_words import outlook_account
from mailmend.readers._settings import Account

MAX_BYTES = 1024 * 1024
MAX_ACCOUNTS = 50
SOURCE = "outlook-prf"
_SECTION = re.compile(r"\[([^\]\r\n]{1,100})\]\s*\Z")
_PAIR = re.compile(r"([A-Za-z0-9 _]{1,60})=(.{0,1000})\Z")
_ACCOUNT = re.compile(r"account\d{1,4}\Z", re.IGNORECASE)


def read_prf(data: bytes) -> tuple[Account, ...]:
    """The accounts of the file, at least one. Raises ``InputError``."""
    if len(data) > MAX_BYTES:
        raise InputError("the Outlook profile is larger than 1 MiB")
    sections: dict[str, dict[str, str | int]] = {}
    for section, key, value in _pairs(_text(data)):
        if _ACCOUNT.match(section):
            sections.setdefault(section.lower(), {})[key] = value
    found = (outlook_account(values, SOURCE) for values in list(sections.values())[:MAX_ACCOUNTS])
    accounts = tuple(one for one in found if one is not None)
    if not accounts:
        raise InputError("the Outlook profile holds no IMAP, POP3 or SMTP account")
    return accounts


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _pairs(text: str) -> Iterator[tuple[str, str, str]]:
    """Section, key in lower case without spaces, value; comments begin with a semicolon."""
    section = ""
    for line in text.splitlines():
        stripped = line.strip()
        if mark := _SECTION.match(stripped):
            section = mark[1].strip()
        elif not stripped.startswith(";") and (pair := _PAIR.match(stripped)):
            yield section, pair[1].replace(" ", "").lower(), pair[2].strip().strip('"')
