"""Outlook profile files."""

from __future__ import annotations

import pytest

from mailmend.case import InputError
from mailmend.readers import read_settings, read_settings_and_facts

ALICE = "alice@customer.test"
HEAD = "; made by hand\r\n[General]\r\nProfileName=Mail\r\n\r\n[Internet Account List]\r\n"
MAPPING = "\r\n[IMAP_I_Mail]\r\nSMTPServer=PT_UNICODE,0x0200\r\nSMTPPort=PT_LONG,0x0201\r\n"


def prf(**changed: str) -> bytes:
    """A profile with one IMAP account; an empty value leaves the key out."""
    values = {
        "EmailAddress": ALICE,
        "IMAPServer": "imap.customer.test",
        "IMAPUserName": ALICE,
        "IMAPPort": "993",
        "IMAPUseSSL": "1",
        "SMTPServer": "smtp.customer.test",
        "SMTPPort": "587",
        "SMTPSecureConnection": "2",
        "SMTPUseAuth": "1",
        **changed,
    }
    lines = [f"{key}={value}" for key, value in values.items() if value]
    account = "Account1=IMAP_I_Mail\r\n\r\n[Account1]\r\n"
    return (HEAD + account + "\r\n".join(lines) + MAPPING).encode()


def test_an_account_is_read() -> None:
    """Sending signs in as receiving does."""
    case, facts = read_settings_and_facts("outlook.prf", prf())
    going, coming = case.outgoing, case.incoming
    assert (case.address, case.device.app) == (ALICE, "Outlook")
    assert (going.host, going.port, going.security) == ("smtp.customer.test", 587, "starttls")
    assert (going.username, going.authentication) == (ALICE, "password")
    assert (coming.host, coming.port, coming.security) == ("imap.customer.test", 993, "tls")
    assert {fact.source for fact in facts} == {"outlook-prf"}


def test_the_mapping_sections_hold_no_values() -> None:
    """They name properties, not settings."""
    assert read_settings("p", prf(SMTPPort="")).outgoing.port is None


@pytest.mark.parametrize("changed", [{"SMTPUseAuth": "0"}, {"SMTPAuthMethod": "2"}])
def test_no_sign_in_for_sending(changed: dict[str, str]) -> None:
    """Switched off, or by receiving first."""
    going = read_settings("p", prf(**changed)).outgoing
    assert (going.authentication, going.username) == ("none", "")


def test_a_name_of_its_own_for_sending() -> None:
    """Blank where none is given."""
    own = read_settings("p", prf(SMTPAuthMethod="1", SMTPUserName="relay")).outgoing
    blank = read_settings("p", prf(SMTPAuthMethod="1")).outgoing
    assert (own.username, blank.username) == ("relay", "")


def test_spa_is_ntlm() -> None:
    """Secure Password Authentication."""
    assert read_settings("p", prf(IMAPUseSPA="1")).outgoing.authentication == "ntlm"


@pytest.mark.parametrize(
    ("number", "word"), [("0", "none"), ("1", "tls"), ("2", "starttls"), ("3", None)]
)
def test_the_connection_s_security(number: str, word: str | None) -> None:
    """Automatic is not known."""
    assert read_settings("p", prf(SMTPSecureConnection=number)).outgoing.security == word


def test_the_placeholders_of_a_template_are_not_names() -> None:
    """Outlook fills them in for each person."""
    data = prf(EmailAddress="%UserName%@customer.test", IMAPUserName="%UserName%")
    going = read_settings("p", data, ALICE).outgoing
    assert going.username is None


def test_utf_16_is_read() -> None:
    """As Windows saves it."""
    assert read_settings("p", prf().decode().encode("utf-16")).outgoing.port == 587


def test_an_account_without_mail_is_refused() -> None:
    """One line."""
    with pytest.raises(InputError, match="no IMAP, POP3 or SMTP account"):
        read_settings("p", prf(IMAPServer="", SMTPServer=""))
