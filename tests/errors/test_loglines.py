"""What a server's log line says, server by server."""

import pytest

from mailmend.errors import explain
from mailmend.errors.loglines import read_line
from tests.errors.atlas import rows


@pytest.mark.parametrize(("meaning", "line"), rows("loglines", 2))
def test_line(meaning: str, line: str) -> None:
    """Every line of the atlas is read as what is known of it."""
    assert explain(line)[0].meaning == meaning


def test_the_caller_may_name_the_server() -> None:
    """A line without its prefix is read by the rules of the server the caller names."""
    reading = read_line("SSL_accept error from x[192.0.2.1]: -1", "postfix")
    assert reading is not None
    assert (reading.meaning, reading.server) == ("tls-error", "postfix")


def test_a_harmless_line_is_normal() -> None:
    """A line of a known server that says nothing of a fault reads `normal`."""
    for line in (
        "Aug  1 10:00:00 mx postfix/qmgr[9]: ABC1234: removed",
        "Aug  1 10:00:00 mx dovecot: imap(anna)<1><x>: Logged out in=9 out=9",
    ):
        reading = read_line(line)
        assert reading is not None
        assert reading.meaning == "normal"
