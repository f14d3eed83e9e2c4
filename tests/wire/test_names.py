"""Host names on their way into the DNS."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailmend.wire.names import is_host_name, to_ascii


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Mail.Example.ORG.", "mail.example.org"),
        ("Bücher.example", "xn--bcher-kva.example"),
        ("ß.de", "xn--zca.de"),
        ("_submission._tcp.example.org", "_submission._tcp.example.org"),
        ("１２.example", "12.example"),
        ("a" * 63 + ".test", "a" * 63 + ".test"),
    ],
)
def test_names_become_lower_case_a_labels(typed: str, expected: str) -> None:
    """IDNA 2008 for what is not ASCII, no trailing dot."""
    assert to_ascii(typed) == expected


@pytest.mark.parametrize(
    "typed",
    ["", ".", "a..b", ".a", "a b.test", "a" * 64 + ".test", "x." * 127 + "xx", "a\0.test", "a\n"],
)
def test_what_cannot_be_a_name_is_none(typed: str) -> None:
    """Empty and too long labels, spaces and control characters."""
    assert to_ascii(typed) is None


@given(st.text(max_size=400))
def test_every_text_gives_a_sendable_name_or_none(text: str) -> None:
    """Whatever is typed, the result fits DNS's bounds and is stable."""
    found = to_ascii(text)
    if found is not None:
        assert found.isascii()
        assert 0 < len(found) <= 253
        assert to_ascii(found) == found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mail.example.org", True),
        ("a_b.example", True),
        ("-a.example", False),
        ("a-.example", False),
        ("a*.example", False),
        ("a'b.example", False),
    ],
)
def test_hosts_have_letters_digits_and_hyphens(name: str, expected: bool) -> None:
    """What may be dialled is narrower than what DNS can carry."""
    assert is_host_name(name) is expected
