"""OpenSMTPD: lines by the session's number; AUTH commands are logged and must not be kept."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from mailmend.facts import LoggedSession
from tests.dialects.logs import OLGA, event, facts_of, recorded, sending

ID = "727c5eaa14a6a2ad "


@pytest.mark.parametrize("start", ["", "Nov 25 10:00:00 mail smtpd[49]: "])
def test_a_refused_recipient(start: str) -> None:
    """In the foreground and by syslog."""
    line = f'{start}{ID}smtp failed-command command="rcpt TO:<b@e.test>" result="550 Invalid recipient: <b@e.test>"'
    found = event(line)
    assert (found.stage, found.recipient, found.session) == ("rcpt", "b@e.test", ID.strip())
    assert found.reply == "550 Invalid recipient: <b@e.test>"


def test_the_older_form() -> None:
    """``event=`` and the address on every line."""
    line = f'{ID}smtp event=failed-command address=203.0.113.9 host=x.test command="AUTH PLAIN (...)" result="535 Authentication failed"'
    found = event(line)
    assert (found.what, found.login, found.client) == ("login", "refused", "203.0.113.9")


def test_a_password_in_the_log_is_not_kept() -> None:
    """The payload of AUTH is taken out of the lines that are shown."""
    secret = "AG9sZ2FAb3BlbmN1c3RvbWVyLnRlc3QAc2VjcmV0"
    log = (
        f"{ID}smtp connected address=203.0.113.9 host=x.test\n"
        f'{ID}smtp failed-command command="AUTH PLAIN {secret}" result="503 5.5.1 Invalid command"\n'
        f'{ID}smtp failed-command command="MAIL FROM:<olga@opencustomer.test>" result="530 5.5.1 no"\n'
        f"{ID}smtp disconnected reason=quit\n"
    )
    found = facts_of(log, OLGA).of(LoggedSession)
    assert found
    assert all(secret not in one.raw and secret not in repr(one) for one in found)


def test_the_recorded_phone_that_never_signs_in() -> None:
    """TLS, MAIL and no authentication line."""
    found = sending(facts_of(recorded("username_blank_opensmtpd"), OLGA))
    assert (found.tie, found.login, found.tls, found.stage) == ("own", "never", True, "mail")
