"""Outlook profiles out of the registry."""

from __future__ import annotations

import pytest

from mailmend.case import InputError
from mailmend.readers import read_settings, read_settings_and_facts

ALICE = "alice@customer.test"
CANARY = "hunter2-canary"
KEY = (
    r"HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Outlook\Profiles\Outlook"
    r"\9375CFF0413111d3B88A00104B2A6676"
)


def hexed(text: str) -> str:
    """The text as the registry shows bytes, broken over lines."""
    pairs = [f"{one:02x}" for one in f"{text}\0".encode("utf-16-le")]
    lines = [",".join(pairs[at : at + 20]) for at in range(0, len(pairs), 20)]
    return "hex:" + ",\\\r\n  ".join(lines)


def reg(*lines: str, number: int = 2) -> bytes:
    """An exported profile with one account and keys that are none."""
    given = [
        f'"Email"={hexed(ALICE)}',
        f'"IMAP Server"={hexed("imap.customer.test")}',
        f'"IMAP User"={hexed(ALICE)}',
        '"IMAP Port"=dword:000003e1',
        '"IMAP Use SSL"=dword:00000001',
        f'"IMAP Password"={hexed(CANARY)}',
        f'"SMTP Server"={hexed("smtp.customer.test")}',
        '"SMTP Port"=dword:0000024b',
        '"SMTP Secure Connection"=dword:00000002',
        *lines,
    ]
    text = "\r\n".join(
        [
            "Windows Registry Editor Version 5.00",
            "",
            f"[{KEY}]",
            '"NextAccountID"=dword:00000003',
            "",
            f"[{KEY}\\{number:08x}]",
            *given,
            "",
            r"[HKEY_CURRENT_USER\Software\Other]",
            '"SMTP Server"="elsewhere.test"',
            "",
        ]
    )
    return text.encode("utf-16")


def test_an_account_is_read_from_utf_16() -> None:
    """Texts as bytes over several lines, numbers in hexadecimal."""
    case, facts = read_settings_and_facts("o.reg", reg('"SMTP Use Auth"=dword:00000001'))
    going = case.outgoing
    assert (going.host, going.port, going.security) == ("smtp.customer.test", 587, "starttls")
    assert (going.username, going.authentication) == (ALICE, "password")
    assert (case.incoming.port, case.incoming.security) == (993, "tls")
    assert {fact.source for fact in facts} == {"outlook-reg"}


def test_plain_texts_are_read_too() -> None:
    """As older versions keep them."""
    data = reg('"SMTP Use Auth"=dword:1', '"SMTP Auth Method"=dword:1', '"SMTP User"="a\\\\b"')
    assert read_settings("o.reg", data).outgoing.username == r"a\b"


def test_a_sign_in_that_is_not_told_is_not_known() -> None:
    """Neither on nor off."""
    going = read_settings("o.reg", reg()).outgoing
    assert (going.username, going.authentication) == (None, None)


def test_a_password_is_never_kept() -> None:
    """Not even whether it could be decoded."""
    case, facts = read_settings_and_facts("o.reg", reg(f'"SMTP Password"="{CANARY}"'))
    assert CANARY not in repr((case, facts))


def test_a_registry_file_without_accounts_is_refused() -> None:
    """One line."""
    with pytest.raises(InputError, match="no Outlook account"):
        read_settings("o.reg", b'REGEDIT4\r\n\r\n[HKEY_CURRENT_USER\\X]\r\n"a"="b"\r\n')
