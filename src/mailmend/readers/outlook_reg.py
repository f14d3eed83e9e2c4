"""Read the Internet accounts of an Outlook profile out of an exported registry file (.reg).

The accounts stand below ``…\\9375CFF0413111d3B88A00104B2A6676\\0000000N``; texts are kept plain or
as UTF-16 bytes. A password that was exported is neither decoded nor kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailmend.case import InputError
from mailmend.readers._outlook_words import outlook_account
from mailmend.readers._settings import Account

MAX_BYTES = 16 * 1024 * 1024
MAX_ACCOUNTS = 50
MAX_VALUE = 4096
SOURCE = "outlook-reg"
ACCOUNTS_KEY = "9375cff0413111d3b88a00104b2a6676"
_KEY = re.compile(r"\[([^\r\n]{1,1000})\]\Z")
_VALUE = re.compile(r'"((?:[^"\\]|\\.){1,200})"=(.*)\Z')
_TEXT = re.compile(r'"((?:[^"\\]|\\.){0,4096})"\Z')
_DWORD = re.compile(r"dword:([0-9a-fA-F]{1,8})\Z")
_BYTES = re.compile(r"hex(?:\([0-9a-fA-F]{1,2}\))?:([0-9a-fA-F, \t]{0,20000})\Z")


def read_reg(data: bytes) -> tuple[Account, ...]:
    """The accounts of the file, at least one. Raises ``InputError``."""
    if len(data) > MAX_BYTES:
        raise InputError("the registry file is larger than 16 MiB")
    keys: dict[str, dict[str, str | int]] = {}
    for key, name, value in _values(_text(data)):
        if ACCOUNTS_KEY in key and "password" not in name and value is not None:
            keys.setdefault(key, {})[name] = value
    found = (outlook_account(values, SOURCE) for values in list(keys.values())[:MAX_ACCOUNTS])
    accounts = tuple(one for one in found if one is not None)
    if not accounts:
        raise InputError("the registry file holds no Outlook account for IMAP, POP3 or SMTP")
    return accounts


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def _lines(text: str) -> Iterator[str]:
    """The lines, with those that end in a backslash joined to the next."""
    begun: list[str] = []
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.endswith("\\") and not stripped.startswith("["):
            begun.append(stripped[:-1])
        else:
            yield "".join((*begun, stripped))
            begun = []


def _values(text: str) -> Iterator[tuple[str, str, str | int | None]]:
    """Key and name in lower case, the name without spaces, and the value where it is one."""
    key = ""
    for line in _lines(text):
        if mark := _KEY.match(line):
            key = mark[1].lower()
        elif pair := _VALUE.match(line):
            yield key, pair[1].replace(" ", "").lower(), _value(pair[2])


def _value(text: str) -> str | int | None:
    if plain := _TEXT.match(text):
        return re.sub(r"\\(.)", r"\1", plain[1])
    if number := _DWORD.match(text):
        return int(number[1], 16)
    if hexed := _BYTES.match(text):
        return _from_bytes(hexed[1])
    return None


def _from_bytes(text: str) -> str | None:
    """The text in UTF-16 bytes, without its closing NUL."""
    digits = re.sub(r"[, \t]", "", text)
    if len(digits) % 4 or len(digits) > 4 * MAX_VALUE:
        return None
    try:
        return bytes.fromhex(digits).decode("utf-16-le").rstrip("\0")
    except ValueError:
        return None
