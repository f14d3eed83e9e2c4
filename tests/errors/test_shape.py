"""Texts made uniform: what one message names goes, what tells something stays."""

import random

import pytest

from mailmend.errors import explain
from mailmend.errors.shape import _UNIFORM as KEPT
from mailmend.errors.shape import MAX_KEPT, forget, shape
from tests.errors.atlas import rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("550 5.1.1 <anna@b.test>: User unknown", "550 5.1.1 <name@host.test>: User unknown"),
        ("host mx.b.test[198.51.100.77] said:", "host host.test[192.0.2.1] said:"),
        ("size 10485760 exceeds", "size 00000 exceeds"),
        ("d2e1a72fcca58-7e81 - gsmtp", "0a0a0a0a-7e81 - gsmtp"),
    ],
)
def test_names_go(text: str, expected: str) -> None:
    """Addresses, hosts, long numbers and identifiers become the same in every text."""
    assert shape(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "554 5.7.1 Relay access denied",
        "blocked using zen.spamhaus.org",
        "mail-db3.outbound.protection.outlook.com",
        "RFC 5322 section 3.6.2",
        "Error 0x80042108",
        "RESOLVER.ADR.RecipNotFound",
        "  two  spaces, and a\ttab ",
        "554-gmx.net Nemesis",
        "listed by domain list.dnswl.org",
    ],
)
def test_what_tells_something_stays(text: str) -> None:
    """Codes, block lists, names of providers, error numbers and spaces are left alone."""
    assert shape(text) == text


def test_the_reading_is_of_the_text_itself() -> None:
    """Texts of one shape mean the same, and each reading quotes its own text."""
    one, other = (
        explain(f"550 5.1.1 <{name}>: Recipient address rejected: User unknown")[0]
        for name in ("anna@b.test", "otto@elsewhere.example")
    )
    assert one.but(text="") == other.but(text="")
    assert "anna" in one.text
    assert "otto" in other.text


def test_an_alert_names_its_own_host() -> None:
    """Where a reading names a host or an address, it is that of the text."""
    alert = "The recipient “{}” was rejected by the server because it does not allow relaying."
    for name in ("anna@b.test", "otto@c.test"):
        assert explain(alert.format(name))[0].address == name


def test_other_names_change_no_meaning() -> None:
    """Every reply of the atlas keeps its meaning when its addresses are other ones."""
    dice = random.Random(5)
    for _, text in rows("replies", 2):
        name = "".join(dice.choices("abcdefghijklm", k=9))
        other = text.replace("anna@", f"{name}@").replace("192.0.2.1", "198.51.100.23")
        assert explain(other)[0].meaning == explain(text)[0].meaning


def test_the_words_kept_are_bounded() -> None:
    """However many words go by, only some are kept."""
    forget()
    for number in range(0, 3 * MAX_KEPT, 4096):
        shape(" ".join(f"w{number + i}" for i in range(4096)))
    assert len(KEPT) <= MAX_KEPT
