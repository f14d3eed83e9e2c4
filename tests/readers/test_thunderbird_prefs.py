"""Thunderbird's prefs.js: what it says, and what its silence means."""

from __future__ import annotations

import time

import pytest

from mailmend.case import InputError
from mailmend.readers.thunderbird_prefs import read_prefs

BASE = {
    "mail.accountmanager.accounts": '"account1,account2"',
    "mail.account.account1.server": '"server1"',
    "mail.account.account1.identities": '"id1"',
    "mail.account.account2.server": '"server2"',
    "mail.server.server2.type": '"none"',
    "mail.server.server1.type": '"imap"',
    "mail.server.server1.hostname": '"imap.customer.test"',
    "mail.server.server1.port": "993",
    "mail.server.server1.socketType": "3",
    "mail.server.server1.userName": '"alice@customer.test"',
    "mail.identity.id1.useremail": '"alice@customer.test"',
    "mail.identity.id1.smtpServer": '"smtp1"',
    "mail.smtpservers": '"smtp1,smtp2"',
    "mail.smtp.defaultserver": '"smtp2"',
    "mail.smtpserver.smtp1.hostname": '"smtp.customer.test"',
    "mail.smtpserver.smtp1.port": "587",
    "mail.smtpserver.smtp1.try_ssl": "2",
    "mail.smtpserver.smtp1.authMethod": "3",
    "mail.smtpserver.smtp1.username": '"alice@customer.test"',
    "mail.smtpserver.smtp2.hostname": '"other.customer.test"',
}


def prefs(**changes: str | None) -> bytes:
    """A prefs.js with some keys changed (dots as double underscores); ``None`` leaves one out."""
    changed = {key.replace("__", "."): value for key, value in changes.items()}
    lines = [
        f'user_pref("{key}", {value});'
        for key, value in {**BASE, **changed}.items()
        if value is not None
    ]
    return ("// Mozilla User Preferences\n\n" + "\n".join(lines) + "\n").encode()


def outgoing(**changes: str | None) -> dict[str, object]:
    """The outgoing settings of the only account."""
    (account,) = read_prefs(prefs(**changes))
    table = account.settings["outgoing"]
    assert isinstance(table, dict)
    return table


def test_an_account_with_its_servers() -> None:
    """Local folders are no account; the identity names its outgoing server."""
    (account,) = read_prefs(prefs())
    assert account.address == "alice@customer.test"
    assert account.settings["device"] == {"app": "Thunderbird"}
    assert account.settings["incoming"] == {
        "protocol": "imap",
        "host": "imap.customer.test",
        "port": 993,
        "security": "tls",
        "username": "alice@customer.test",
        "authentication": "password",
    }
    assert outgoing() == {
        "host": "smtp.customer.test",
        "port": 587,
        "security": "starttls",
        "username": "alice@customer.test",
        "authentication": "password",
    }


def test_an_identity_without_a_server_uses_the_default_one() -> None:
    """Then the first of the list."""
    assert outgoing(mail__identity__id1__smtpServer=None)["host"] == "other.customer.test"
    first = outgoing(mail__identity__id1__smtpServer=None, mail__smtp__defaultserver=None)
    assert first["host"] == "smtp.customer.test"


@pytest.mark.parametrize(
    ("number", "security", "port"),
    [
        (None, "none", 587),
        ("0", "none", 587),
        ("1", "starttls", 587),
        ("2", "starttls", 587),
        ("3", "tls", 465),
    ],
)
def test_socket_types_and_the_port_they_imply(number: str | None, security: str, port: int) -> None:
    """A missing type is no TLS, a missing port the protocol's own."""
    table = outgoing(mail__smtpserver__smtp1__try_ssl=number, mail__smtpserver__smtp1__port=None)
    assert (table["security"], table["port"]) == (security, port)


@pytest.mark.parametrize(
    ("number", "way"),
    [
        (None, "password"),
        ("1", "none"),
        ("3", "password"),
        ("4", "cram-md5"),
        ("6", "ntlm"),
        ("10", "oauth2"),
    ],
)
def test_authentication_numbers(number: str | None, way: str) -> None:
    """A missing number is the normal password."""
    assert outgoing(mail__smtpserver__smtp1__authMethod=number)["authentication"] == way


@pytest.mark.parametrize("number", ["2", "5", "7", "8", "9", "99", "-1"])
def test_a_number_without_a_word_is_left_open(number: str) -> None:
    """Kerberos, certificates and "any" have no word in a case; they are not guessed."""
    assert "authentication" not in outgoing(mail__smtpserver__smtp1__authMethod=number)
    assert "security" not in outgoing(mail__smtpserver__smtp1__try_ssl="4")


def test_a_missing_user_name_is_a_blank_one() -> None:
    """Thunderbird then sends without logging in."""
    assert outgoing(mail__smtpserver__smtp1__username=None)["username"] == ""


def test_pop3_has_its_own_ports() -> None:
    """With TLS at once 995, else 110."""
    plain = prefs(
        mail__server__server1__type='"pop3"',
        mail__server__server1__port=None,
        mail__server__server1__socketType=None,
    )
    incoming = read_prefs(plain)[0].settings["incoming"]
    assert isinstance(incoming, dict)
    assert (incoming["protocol"], incoming["port"], incoming["security"]) == ("pop3", 110, "none")


def test_escapes_are_read() -> None:
    """Quotes, backslashes and code points."""
    table = outgoing(mail__smtpserver__smtp1__username=r'"DOMAIN\\al\"ice\u00e9\x41"')
    assert table["username"] == 'DOMAIN\\al"iceéA'
    pair = outgoing(mail__smtpserver__smtp1__username=r'"a\ud83d\ude00"')
    half = outgoing(mail__smtpserver__smtp1__username=r'"a\ud83d"')
    assert (pair["username"], half["username"]) == ("a😀", "a\ufffd")


def test_every_identity_is_an_account() -> None:
    """An alias has an address, and maybe a server, of its own."""
    data = prefs(
        mail__account__account1__identities='"id1, id2"',
        mail__identity__id2__useremail='"sales@customer.test"',
        mail__identity__id2__smtpServer='"smtp2"',
    )
    assert [account.address for account in read_prefs(data)] == [
        "alice@customer.test",
        "sales@customer.test",
    ]


def test_a_profile_without_mail_accounts_is_named() -> None:
    """Local folders and news are none."""
    with pytest.raises(InputError, match="no IMAP or POP3 account"):
        read_prefs(prefs(mail__server__server1__type='"nntp"'))
    with pytest.raises(InputError, match="UTF-8"):
        read_prefs(b'user_pref("mail.x", "\xff");')


@pytest.mark.parametrize(
    "noise",
    [
        b"\n" * 1_000_000,
        b" " * 1_000_000,
        b'user_pref("' * 50_000,
        b'user_pref("a", "' + b"\\" * 500_000,
        b'user_pref("mail.x", "' + b"a" * 500_000 + b'");\n',
        b"user_pref(" + b" " * 500_000 + b'"a", 1);',
    ],
)
def test_hostile_text_is_passed_over_in_linear_time(noise: bytes) -> None:
    """What does not fit the grammar is no preference."""
    start = time.process_time()
    accounts = read_prefs(prefs() + b"\n" + noise)
    assert [account.address for account in accounts] == ["alice@customer.test"]
    assert time.process_time() - start < 2
