"""Cyrus IMAP: logins for reading mail."""
# ruff: noqa: E501

from __future__ import annotations

from tests.dialects.logs import event


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
