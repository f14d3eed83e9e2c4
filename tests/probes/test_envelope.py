"""The commands of an envelope."""

from __future__ import annotations

import pytest

from mailmend.probes.envelope import envelope
from mailmend.wire import smtp


def lines(*given: str | None, utf8: bool = False) -> list[bytes]:
    """The command lines for sender, remote and own recipient."""
    sender, remote, own = given
    return [command.line for command in envelope(sender or "", remote, own, utf8=utf8)]


def test_every_envelope_is_taken_back() -> None:
    """RSET is the last command, DATA is none of them."""
    assert lines("a@x.test", "b@y.test", "a@x.test") == [
        b"MAIL FROM:<a@x.test>\r\n",
        b"RCPT TO:<b@y.test>\r\n",
        b"RCPT TO:<a@x.test>\r\n",
        b"RSET\r\n",
    ]


def test_recipients_that_are_not_given_are_left_out() -> None:
    """The null sender is a sender."""
    assert lines(None, None, "a@x.test") == [
        b"MAIL FROM:<>\r\n",
        b"RCPT TO:<a@x.test>\r\n",
        b"RSET\r\n",
    ]


def test_an_address_that_cannot_be_sent_stops_it_all() -> None:
    """Nothing goes out half."""
    with pytest.raises(smtp.Unsafe):
        lines("a@x.test", "jürgen@y.test", None)
    with pytest.raises(smtp.Unsafe):
        lines("a@x.test", "b@y.test>\r\nDATA", None, utf8=True)
