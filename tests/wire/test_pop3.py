"""POP3's grammar, as far as a login needs it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailmend.wire import pop3
from mailmend.wire.pop3 import Response


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"+OK Dovecot ready.", Response(True, "", "Dovecot ready.")),
        (b"+OK", Response(True, "", "")),
        (b"-ERR [AUTH] Authentication failed.", Response(False, "AUTH", "Authentication failed.")),
        (b"-ERR [SYS/TEMP] later", Response(False, "SYS/TEMP", "later")),
        (b"-err no", Response(False, "", "no")),
    ],
)
def test_a_response_has_sign_code_and_text(line: bytes, expected: Response) -> None:
    """RFC 1939 section 3, RFC 2449 section 8, RFC 3206."""
    assert pop3.parse_response(line) == expected


@pytest.mark.parametrize("line", [b"", b"OK", b"+OKAY", b"* OK imap", b"220 smtp", b"+OK a\0b"])
def test_what_is_no_response_is_malformed(line: bytes) -> None:
    """Another protocol, or noise."""
    with pytest.raises(pop3.Malformed):
        pop3.parse_response(line)


def test_capabilities_end_with_a_dot() -> None:
    """One a line, the keyword in upper case."""
    assert pop3.capability(b"sasl PLAIN Login") == "SASL PLAIN Login"
    assert pop3.capability(b".") is None


def test_a_challenge_is_told_from_a_response() -> None:
    """RFC 5034 section 4."""
    assert pop3.is_continuation(b"+")
    assert pop3.is_continuation(b"+ YQ==")
    assert not pop3.is_continuation(b"+OK")


@pytest.mark.parametrize("evil", ["a\r\nDELE 1", "a\nb", "a\0b"])
def test_no_value_can_end_a_command(evil: str) -> None:
    """Control characters are refused."""
    with pytest.raises(pop3.Unsafe):
        pop3.command("USER", evil)


def test_a_command_keeps_its_value_exactly() -> None:
    """A password may begin or end with a space."""
    assert pop3.command("PASS", " a b ") == b"PASS  a b \r\n"
    assert pop3.command("QUIT") == b"QUIT\r\n"


@given(st.binary(max_size=200))
def test_no_line_raises_anything_but_malformed(line: bytes) -> None:
    """Whatever a server says."""
    try:
        pop3.parse_response(line)
    except pop3.Malformed:
        return
