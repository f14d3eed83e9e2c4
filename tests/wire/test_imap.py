"""IMAP's grammar, as far as a login needs it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailmend.wire import imap
from mailmend.wire.imap import Status


def test_a_status_has_tag_kind_code_and_text() -> None:
    """RFC 9051 section 7.1, RFC 5530."""
    line = b"l NO [AUTHENTICATIONFAILED] Authentication failed."
    expected = Status("l", "NO", "AUTHENTICATIONFAILED", "", "Authentication failed.")
    assert imap.parse_status(line) == expected
    line = b"l NO [REFERRAL imap://other.test/] elsewhere"
    assert imap.parse_status(line) == Status(
        "l", "NO", "REFERRAL", "imap://other.test/", "elsewhere"
    )
    assert imap.parse_status(b"l ok") == Status("l", "OK", "", "", "")
    assert imap.parse_status(b"l OK Logged in [really]") == Status(
        "l", "OK", "", "", "Logged in [really]"
    )


@pytest.mark.parametrize("line", [b"", b"* CAPABILITY IMAP4", b"+ go on", b"l OKAY fine", b"OK"])
def test_other_lines_are_no_status(line: bytes) -> None:
    """Data, continuation, nonsense."""
    assert imap.parse_status(line) is None


@pytest.mark.parametrize("line", [b"* OK a\0b", b"* OK a\rb", b"* OK {4294967290}", b"* 1 {10+}"])
def test_literals_and_control_bytes_are_refused(line: bytes) -> None:
    """Nothing is allocated by an announced size."""
    with pytest.raises(imap.Malformed):
        imap.parse_status(line)


@pytest.mark.parametrize("kind", ["OK", "PREAUTH", "BYE"])
def test_a_greeting_is_untagged(kind: str) -> None:
    """OK, PREAUTH or BYE, and nothing else."""
    assert imap.parse_greeting(f"* {kind} hello".encode()).kind == kind
    for line in (b"a OK hello", b"* NO hello", b"* CAPABILITY X", b"220 smtp", b"+OK pop"):
        with pytest.raises(imap.Malformed):
            imap.parse_greeting(line)


def test_capabilities_come_as_data_or_as_a_code() -> None:
    """In upper case, each once."""
    expected = ("IMAP4REV1", "SASL-IR", "AUTH=PLAIN")
    assert imap.capabilities(b"* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN sasl-ir") == expected
    assert imap.capabilities(b"* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi") == expected
    assert imap.capabilities(b"* OK [ALERT] hi") is None
    assert imap.capabilities(b"* 3 EXISTS") is None


def test_capabilities_are_bounded() -> None:
    """A hundred words of a hundred characters."""
    words = " ".join(f"X{number}{'y' * 200}" for number in range(200))
    found = imap.capabilities(f"* CAPABILITY {words}".encode())
    assert found is not None
    assert len(found) == 100
    assert max(map(len, found)) == 100


@pytest.mark.parametrize(
    ("line", "percent"),
    [
        (b'* QUOTA "User quota" (STORAGE 512 1024)', 50),
        (b"* QUOTA root (STORAGE 10 1000 MESSAGE 999 1000)", 99),
        (b'* QUOTA "" (STORAGE 2000 1000)', 200),
        (b"* QUOTA root (STORAGE 5 0)", None),
        (b"* QUOTA root ()", None),
        (b'* QUOTAROOT INBOX "User quota"', None),
        (b"* QUOTA root (STORAGE 9" + b"9" * 40 + b" 1)", None),
    ],
)
def test_the_fullest_resource_counts(line: bytes, percent: int | None) -> None:
    """RFC 9208 section 4.2.1; a limit of nothing tells nothing."""
    assert imap.quota_percent(line) == percent


def test_a_quoted_string_escapes_and_refuses() -> None:
    """Quote and backslash are escaped; controls and other letters need another way."""
    assert imap.quoted('a"b\\c') == b'"a\\"b\\\\c"'
    for text in ("a\r\nb", "a\0", "ü", "\x7f"):
        with pytest.raises(imap.Unsafe):
            imap.quoted(text)


@given(st.binary(max_size=200))
def test_no_line_raises_anything_but_malformed(line: bytes) -> None:
    """Whatever a server says."""
    for read in (imap.parse_status, imap.capabilities, imap.quota_percent, imap.parse_greeting):
        try:
            read(line)
        except imap.Malformed:
            continue
