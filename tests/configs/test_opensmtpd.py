"""OpenSMTPD's listeners, and what it does with mail of a client that is logged in."""

from __future__ import annotations

import pytest

from mailmend.configs.opensmtpd import (
    Listen,
    Match,
    parse_opensmtpd,
    rejects,
    relays_for_login,
)

CONFIG = """# comment
pki mail.example.org cert "/etc/ssl/full.pem"
pki mail.example.org key "/etc/ssl/key.pem"
table vmail { "@" = "vmail" }
listen on 0.0.0.0 port 25 tls pki mail.example.org
listen on 0.0.0.0 port submission tls-require \\
    pki mail.example.org auth <credentials>
listen on :: smtps pki mail.example.org auth
action "relay" relay
match from any for domain "example.org" action "deliver"
match from auth for any action "relay"
"""


def test_listeners_have_port_security_login_and_line() -> None:
    """Names of ports, lines that go on, and smtps without a port."""
    assert parse_opensmtpd(CONFIG).listens == (
        Listen("0.0.0.0", 25, "starttls", False, 5),  # noqa: S104
        Listen("0.0.0.0", 587, "starttls", True, 6, "credentials"),  # noqa: S104
        Listen("::", 465, "tls", True, 8),
    )


def test_certificate_files_are_named() -> None:
    """With their lines."""
    assert parse_opensmtpd(CONFIG).certificates == (
        ("cert", "/etc/ssl/full.pem", 2),
        ("key", "/etc/ssl/key.pem", 3),
    )


@pytest.mark.parametrize(
    "line",
    [
        'match from auth for any action "relay"',
        'match auth from any for any action "relay"',
        'match from any auth for any action "relay"',
    ],
)
def test_each_spelling_of_the_permit_is_known(line: str) -> None:
    """smtpd.conf(5) has two, and any order."""
    found = relays_for_login(parse_opensmtpd(line + "\n"))
    assert isinstance(found, Match)
    assert not rejects(found)


@pytest.mark.parametrize(
    "lines",
    [
        'match from any for domain "example.org" action "deliver"',
        'match from local for any action "relay"',
        "match for local action x",
    ],
)
def test_without_the_permit_nobody_may_send(lines: str) -> None:
    """Local clients and own domains are no permit."""
    assert relays_for_login(parse_opensmtpd(lines + "\n")) is False


def test_a_reject_before_the_permit_decides() -> None:
    """The first match wins."""
    found = relays_for_login(parse_opensmtpd("match from any for any reject\nmatch auth for any x"))
    assert isinstance(found, Match)
    assert rejects(found)


@pytest.mark.parametrize(
    "lines",
    [
        'match from auth <users> for any action "relay"',
        'match !from src <bad> for any action "relay"',
        'include "/etc/more.conf"\nmatch for local action x',
        "accept from any for any relay",
        "",
    ],
)
def test_what_is_not_understood_leaves_it_open(lines: str) -> None:
    """Tables, exceptions, other files, the syntax before 6.4."""
    assert relays_for_login(parse_opensmtpd(lines + "\n")) is None


def test_tables_in_files_and_listeners_for_the_server_alone() -> None:
    """With the table that a listener looks logins up in."""
    config = parse_opensmtpd(
        "table creds file:/etc/mail/creds\ntable more { a = b }\n"
        "listen on 127.0.0.1 port 587 tls-require auth <creds>\nlisten on eth0 port 25\n"
    )
    assert config.tables == (("creds", "/etc/mail/creds", 1),)
    assert [(one.loopback, one.accounts) for one in config.listens] == [
        (True, "creds"),
        (False, ""),
    ]
