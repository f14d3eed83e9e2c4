"""Dovecot: logins for reading, submission, and the login service's reasons."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from mailmend.dialects import read_event
from tests.dialects.logs import WRITTEN, event, facts_of, recorded, sending

BY_SYSLOG = "Nov 23 10:42:34 mail dovecot: "
OWN_FILE = "Nov 23 10:42:34 "
TAIL = "rip=203.0.113.9, lip=192.0.2.1, mpid=3, TLS, session=<abc>"


@pytest.mark.parametrize("start", [BY_SYSLOG, OWN_FILE])
def test_a_login(start: str) -> None:
    """The same by syslog and in Dovecot's own file."""
    found = event(f"{start}imap-login: Info: Login: user=<a@c.test>, method=PLAIN, {TAIL}")
    assert (found.login, found.username, found.client) == ("accepted", "a@c.test", "203.0.113.9")
    assert (found.protocol, found.tls, found.session) == ("imap", True, "abc")


@pytest.mark.parametrize(
    ("words", "login"),
    [
        ("Disconnected: Aborted login by logging out (no auth attempts in 0 secs)", "never"),
        ("Disconnected: Connection closed (auth failed, 1 attempts in 2 secs)", "refused"),
        ("Login aborted: Connection closed (auth failed, 1 attempts in 2 secs) (auth_failed)", "refused"),
        ("Disconnected: Aborted login by logging out (tried to use unsupported auth mechanism)", "refused"),
        ("Disconnected: Connection closed (internal failure, 1 successful auths)", "unavailable"),
    ],
)  # fmt: skip
def test_how_a_submission_ended(words: str, login: str) -> None:
    """Dovecot says itself whether a login was tried."""
    found = event(
        f"{BY_SYSLOG}submission-login: Info: {words}: user=<>, rip=203.0.113.9, lip=192.0.2.1, TLS, session=<abc>"
    )
    assert (found.what, found.login, found.protocol) == ("closed", login, "smtp")


@pytest.mark.parametrize(
    "line",
    [
        "auth: Info: passwd-file(a@c.test,203.0.113.9,<abc>): Password mismatch",
        "auth: passwd-file(a@c.test,203.0.113.9): Password mismatch",
        (
            "auth-worker(63712): Info: conn unix:auth-worker (pid=58074,uid=109): auth-worker<4>: "
            "sql(a@c.test,203.0.113.9): Password mismatch"
        ),
    ],
)
def test_a_reason(line: str) -> None:
    """From the login service or one of its workers, with or without a session."""
    found = event(BY_SYSLOG + line)
    assert (found.what, found.username, found.client) == ("login-reason", "a@c.test", "203.0.113.9")
    assert found.reason == "Password mismatch"


def test_a_user_name_with_log_text_in_it_is_no_reason() -> None:
    """A name that imitates the frame does not fit it and says nothing."""
    line = "auth: passwd-file(x,203.0.113.9): allow_nets check failed,198.51.100.66): unknown user"
    found = read_event(BY_SYSLOG + line, WRITTEN)
    assert found is None or found.client != "203.0.113.9" or found.username == "x"


def test_a_forged_user_name_does_not_log_in_from_elsewhere() -> None:
    """Addresses are read behind the closing bracket only."""
    line = f"imap-login: Login: user=<a@c.test, rip=203.0.113.9>, method=PLAIN, {TAIL.replace('203.0.113.9', '198.51.100.66')}"
    assert event(BY_SYSLOG + line).client == "198.51.100.66"


def test_the_reason_comes_to_the_session_of_another_server() -> None:
    """Postfix says only that the reason is not available; Dovecot's line gives it."""
    found = sending(facts_of(recorded("password_stale_on_device")))
    assert (found.software, found.login, found.reason) == (
        "postfix",
        "refused",
        "Password mismatch",
    )


def test_a_login_in_clear_that_is_not_allowed() -> None:
    """Then no user name is known yet."""
    found = event(
        f"{BY_SYSLOG}pop3-login: Aborted login (tried to use disabled plaintext auth): rip=203.0.113.9, lip=192.0.2.1"
    )
    assert (found.login, found.username, found.tls) == ("refused", "", False)


def test_a_name_with_a_forbidden_character_is_told_behind() -> None:
    """Dovecot writes a question mark where the name would stand."""
    found = event(
        "Nov 25 10:00:00 mail dovecot: auth: plain(?,203.0.113.9): Username character disallowed by "
        "auth_username_chars: 0x25 (username: alice%customer.test)"
    )
    assert (found.what, found.username) == ("login-reason", "alice%customer.test")


def test_an_expired_password_is_a_refused_login() -> None:
    """In the words of the farewell."""
    found = event(
        "Nov 25 10:00:00 mail dovecot: imap-login: Disconnected: Connection closed (password expired):"
        " user=<a@c.test>, method=PLAIN, rip=203.0.113.9, lip=192.0.2.1, TLS, session=<x>"
    )
    assert (found.login, found.reason) == ("refused", "password expired")
