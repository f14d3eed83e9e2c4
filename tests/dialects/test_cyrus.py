"""Cyrus IMAP: logins for reading mail."""
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import replace

from mailmend.case import Incoming
from mailmend.facts import LoggedSession
from tests.dialects.logs import ALICE, event, facts_of, recorded


def test_a_login() -> None:
    """User and mechanism follow the client."""
    found = event(
        "Nov 25 10:00:00 mail cyrus/imaps[9]: login: x.test [203.0.113.9] a@c.test PLAIN+TLS User logged in"
    )
    assert (found.login, found.username, found.client) == ("accepted", "a@c.test", "203.0.113.9")
    assert found.tls is True


def test_a_refused_login() -> None:
    """With and without a user name."""
    found = event(
        "Nov 25 10:00:00 mail imaps[79980]: badlogin: [203.0.113.9] CRAM-MD5 (testbox@domain) "
        "[SASL(-13): authentication failure: incorrect digest response]"
    )
    assert (found.login, found.username) == ("refused", "testbox@domain")
    assert "incorrect digest response" in found.reason


def test_a_real_log_gives_one_session_for_each_login() -> None:
    """One process served them all, one after the other."""
    case = replace(ALICE, incoming=Incoming(username="alice"))
    found = facts_of(recorded("cyrus"), case).of(LoggedSession)
    assert {(one.login, one.client) for one in found if one.username == "alice"} == {
        ("accepted", "203.0.113.10"), ("refused", "203.0.113.10"),
    }  # fmt: skip


def test_a_strangers_failed_login_before_the_persons_own_ties_him_to_nothing() -> None:
    """The same process writes both lines."""
    text = recorded("cyrus").splitlines(keepends=True)
    good = next(line for line in text if "User logged in" in line)
    bad = next(line for line in text if "(-notset-)" in line).replace(".10]", ".66]")
    clear = bad.replace("cyrus/imap", "postfix/submission/smtpd").split("badlogin")[0]
    tried = (
        clear
        + "NOQUEUE: reject: RCPT from x[203.0.113.66]: 554 5.7.1 <b@e.test>: Relay access denied; from=<alice@customer.test> to=<b@e.test> proto=ESMTP helo=<x>\n"
    )
    case = replace(ALICE, incoming=Incoming(username="alice"))
    found = facts_of(bad + good + tried, case)
    assert {one.tie for one in found.of(LoggedSession, lambda one: one.protocol == "smtp")} == {
        "claimed"
    }
