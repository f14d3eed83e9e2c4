"""What the middlebox rewrites, line by line, and what it leaves alone."""

from __future__ import annotations

import pytest

from lab.strip import mask, proxy_line, strip

pytestmark = pytest.mark.lab


def test_strip_takes_starttls_out_of_the_reply() -> None:
    """The line goes; as the last line it is replaced, so that the reply still ends."""
    assert strip(b"250-STARTTLS\r\n") == b""
    assert strip(b"250 STARTTLS\r\n") == b"250 NOOP\r\n"


@pytest.mark.parametrize("line", [b"250-PIPELINING\r\n", b"220 2.0.0 Ready\r\n", b"250 OK\r\n"])
def test_strip_leaves_other_lines(line: bytes) -> None:
    """Everything else passes unchanged."""
    assert strip(line) == line


def test_mask_hides_the_greeting_and_the_extensions() -> None:
    """Greeting, STARTTLS and AUTH are covered, each at its own length."""
    greeting = b"220 mail.hosting.test ESMTP Postfix\r\n"
    assert mask(greeting) == b"220 " + b"*" * (len(greeting) - 6) + b"\r\n"
    assert mask(b"250-STARTTLS\r\n") == b"250-XXXXXXXX\r\n"
    assert mask(b"250 AUTH PLAIN LOGIN\r\n") == b"250 XXXXXXXXXXXXXXXX\r\n"


@pytest.mark.parametrize("line", [b"250-SIZE 26214400\r\n", b"220 2.0.0 Ready to start TLS\r\n"])
def test_mask_leaves_other_lines(line: bytes) -> None:
    """The reply to STARTTLS itself and other extensions pass unchanged."""
    assert mask(line) == line


def test_the_balancers_line_names_both_ends() -> None:
    """The PROXY protocol's version 1, for both families; an IPv4 address in IPv6 is IPv4."""
    line = proxy_line(("::ffff:203.0.113.10", 40000), ("198.51.100.10", 587))
    assert line == b"PROXY TCP4 203.0.113.10 198.51.100.10 40000 587\r\n"
    line = proxy_line(("2001:db8:a::10", 40000), ("2001:db8:1::10", 465))
    assert line == b"PROXY TCP6 2001:db8:a::10 2001:db8:1::10 40000 465\r\n"
