"""Whose log a line is from, and what is no log line."""

import pytest

from mailmend.errors.loglines import read_line
from mailmend.errors.whose_log import server_of_line


@pytest.mark.parametrize(
    ("server", "line"),
    [
        ("postfix", "Aug  1 10:00:00 mx postfix/smtpd[9]: connect from x[192.0.2.1]"),
        ("postfix", "NOQUEUE: reject: RCPT from x[192.0.2.1]: 554 5.7.1 <r>: Relay access denied"),
        ("exim", "2024-08-01 10:00:00 1sZabc-0001aB-2C Completed"),
        ("dovecot", "Aug  1 10:00:00 mx dovecot: imap-login: Login: user=<anna>"),
        ("sendmail", "Aug  1 10:00:00 mx sm-mta[9]: v1: ruleset=check_rcpt, reject=550 5.7.1 no"),
        ("opensmtpd", '45addba89269aeaa smtp event=failed-command command="AUTH" result="535 no"'),
        ("unknown", "Aug  1 10:00:00 mx something[9]: hello"),
    ],
)
def test_server_of_line(server: str, line: str) -> None:
    """A line betrays its server by its program or its wording."""
    assert server_of_line(line) == server


@pytest.mark.parametrize(
    "text",
    [
        "554 5.7.1 <r>: Relay access denied",
        "Cannot Send Mail. A copy has been placed in your Outbox.",
        "Authentication error",
        "Netzwerkfehler",
        "550 <otsu-sakaba-hunter-neko@x.test>: User unknown",
        "relay not permitted",
        "vdelivermail: account is locked email bounced",
    ],
)
def test_no_log_line(text: str) -> None:
    """Replies and alerts are not taken for log lines."""
    assert server_of_line(text) is None
    assert read_line(text) is None
