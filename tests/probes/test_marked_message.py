"""The message that is really sent."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes

import pytest

from mailmend.probes.marked_message import MARK_HEADER, Marked, message
from mailmend.wire.smtp import Unsafe

NOW = datetime(2026, 11, 20, tzinfo=UTC)
TOKEN = "0123456789abcdef" * 2
MARKED = Marked("alice@customer.test", "bob@elsewhere.test", TOKEN)


def test_it_is_a_valid_marked_message() -> None:
    """RFC 5322 fields, the mark, and the header that keeps robots from answering (RFC 3834)."""
    data = message(MARKED, NOW)
    read = message_from_bytes(data)
    assert read["Message-ID"] == MARKED.message_id == f"<mailmend.{TOKEN}@customer.test>"
    assert (read["From"], read["To"], read[MARK_HEADER]) == (
        "alice@customer.test", "bob@elsewhere.test", TOKEN,
    )  # fmt: skip
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Date"] == "Fri, 20 Nov 2026 00:00:00 +0000"


def test_it_can_go_out_as_it_is() -> None:
    """ASCII, CRLF everywhere, short lines, no line that would end DATA."""
    data = message(MARKED, NOW)
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    assert all(len(line) < 100 and b"\n" not in line and b"\r" not in line for line in lines)
    assert not any(line.startswith(b".") for line in lines)
    assert data.isascii()


def test_the_same_token_is_the_same_message() -> None:
    """A second try after a crash cannot be told from the first."""
    assert message(MARKED, NOW) == message(MARKED, NOW)


@pytest.mark.parametrize(
    "marked",
    [
        Marked("alice@customer.test", "bob@elsewhere.test\r\nBcc: x@y.test", TOKEN),
        Marked("alice@customer.test\nX: y", "bob@elsewhere.test", TOKEN),
        Marked("alice@customer.test", "bob@elsewhere.test", "x\r\ny"),
        Marked("älice@customer.test", "bob@elsewhere.test", TOKEN),
    ],
)
def test_what_cannot_stand_in_a_header_is_refused(marked: Marked) -> None:
    """No header is added by an address."""
    with pytest.raises(Unsafe):
        message(marked, NOW)
