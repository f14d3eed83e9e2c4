"""Exports of K-9 Mail and Thunderbird for Android."""

from __future__ import annotations

import pytest

from mailmend.case import InputError
from mailmend.readers import read_settings, read_settings_and_facts

ALICE = "alice@customer.test"
CANARY = "hunter2-canary"
NAME = f"<username>{ALICE}</username>"


def export(sending: str = NAME, security: str = "STARTTLS_REQUIRED", kind: str = "IMAP") -> bytes:
    """A settings file with one account."""
    return f"""<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<k9settings version="99" format="1"><global><value key="language">de</value></global>
<accounts><account uuid="x"><name>Work</name>
<incoming-server type="{kind}"><host>imap.customer.test</host><port>993</port>
<connection-security>SSL_TLS_REQUIRED</connection-security>
<authentication-type>PLAIN</authentication-type>{NAME}</incoming-server>
<outgoing-server type="SMTP"><host>smtp.customer.test</host><port>587</port>
<connection-security>{security}</connection-security>
<authentication-type>PLAIN</authentication-type>{sending}</outgoing-server>
<identities><identity><name>Alice</name><email>{ALICE}</email></identity></identities>
</account></accounts></k9settings>""".encode()


def test_an_account_is_read() -> None:
    """With its address from the identity."""
    case, facts = read_settings_and_facts("settings.k9s", export())
    going = case.outgoing
    assert (case.address, case.device.app) == (ALICE, "K-9 Mail")
    assert (going.host, going.port, going.security) == ("smtp.customer.test", 587, "starttls")
    assert (going.username, going.authentication) == (ALICE, "password")
    assert (case.incoming.security, case.incoming.port) == ("tls", 993)
    assert {fact.source for fact in facts} == {"k9-settings"}


def test_no_user_for_sending_is_no_sign_in() -> None:
    """The switch "Require sign-in" is off."""
    going = read_settings("k", export("")).outgoing
    assert (going.username, going.authentication) == ("", "none")


@pytest.mark.parametrize(
    ("word", "security"),
    [("NONE", "none"), ("SSL_TLS_REQUIRED", "tls"), ("STARTTLS_OPTIONAL", "starttls"), ("X", None)],
)
def test_the_connection_s_security(word: str, security: str | None) -> None:
    """A word of a later version is not known."""
    assert read_settings("k", export(security=word)).outgoing.security == security


def test_a_password_is_noted_and_never_kept() -> None:
    """Some exports hold it."""
    data = export(f"{NAME}<password>{CANARY}</password>")
    case, facts = read_settings_and_facts("k", data)
    assert case.outgoing.password_set is True
    assert CANARY not in repr((case, facts))


def test_an_export_without_mail_is_refused() -> None:
    """One line."""
    with pytest.raises(InputError, match="no IMAP or POP3 account"):
        read_settings("k", export(kind="WebDAV"))


def test_a_document_type_is_refused() -> None:
    """As in every XML file."""
    bomb = b'<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "b">]><k9settings/>'
    with pytest.raises(InputError, match="document type"):
        read_settings("k", bomb)
