"""The mail accounts of an iOS backup: what its rows say, and what they leave open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mailmend.case import Case, InputError, Outgoing
from mailmend.facts import Reported
from mailmend.io.accounts_database import accounts_of
from mailmend.readers import backup_settings_and_facts
from mailmend.readers.ios_backup import Backup
from tests.io.ios_backup import Row, accounts_database, mailbox, server

ALICE = "alice@customer.test"
BOB = "bob@customer.test"
HOST = "mail.hosting.test"
LINK = f"{HOST}:{ALICE}"
MADE = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


def read(*rows: Row, address: str | None = ALICE) -> tuple[Case, tuple[Reported, ...]]:
    """The case of a backup with those accounts."""
    tree = accounts_of(accounts_database(*rows))
    backup = Backup(tree, "iPhone 11", "iOS", "17.4", MADE, encrypted=False)
    return backup_settings_and_facts(backup, address)


def outgoing(*rows: Row) -> Outgoing:
    """The outgoing server of Alice's account."""
    return read(*rows)[0].outgoing


def told(facts: tuple[Reported, ...]) -> dict[str, object]:
    """The facts by field."""
    return {fact.field: fact.value for fact in facts}


def test_a_whole_account_is_read() -> None:
    """Both servers, with the device they are on."""
    case, facts = read(mailbox(ALICE, LINK), server(HOST, ALICE))
    assert (case.device.os, case.device.version, case.device.app) == ("iOS", "17.4", "Apple Mail")
    incoming = case.incoming
    assert (incoming.protocol, incoming.host, incoming.port) == ("imap", "imap.customer.test", 993)
    assert (incoming.security, incoming.username) == ("tls", ALICE)
    assert case.outgoing == Outgoing(True, HOST, 587, "starttls", ALICE, None, "password")
    assert told(facts)["backup.smtp-link"] == "present"
    assert told(facts)["backup.encrypted"] is False
    assert told(facts)["backup.made-at"] == "2026-05-01T08:00:00Z"
    assert all(fact.source.startswith("ios-backup") for fact in facts)


@pytest.mark.parametrize("name", [None, ""])
def test_an_outgoing_row_without_a_name_has_a_blank_field(name: str | None) -> None:
    """NULL and empty are the same: there is no incoming name it would borrow."""
    found = outgoing(mailbox(ALICE, HOST), server(HOST, name))
    assert (found.username, found.authentication) == ("", None)


def test_a_name_in_the_properties_counts() -> None:
    """The column may be empty."""
    found = outgoing(mailbox(ALICE, LINK), server(HOST, None, Username=ALICE))
    assert found.username == ALICE


def test_authentication_switched_off_is_none_even_with_a_name() -> None:
    """ShouldUseAuthentication decides."""
    row = server(HOST, ALICE, ShouldUseAuthentication=False)
    assert outgoing(mailbox(ALICE, LINK), row).authentication == "none"


def test_a_blank_name_switches_authentication_off_by_itself() -> None:
    """So the switch is no choice of the person's; a scheme that is named stays."""
    row = server(HOST, "", AuthenticationScheme="CRAM-MD5")
    found = outgoing(mailbox(ALICE, HOST), row)
    assert (found.username, found.authentication) == ("", "cram-md5")


def test_authentication_left_out_is_not_known() -> None:
    """Nothing is filled in."""
    row = Row("SMTP", ALICE, properties={"Hostname": HOST})
    found = outgoing(mailbox(ALICE, LINK), row)
    assert found == Outgoing(True, HOST, None, None, ALICE, None, None)


@pytest.mark.parametrize(
    ("scheme", "word"),
    [("PLAIN", "password"), ("CRAM-MD5", "cram-md5"), ("NTLM", "ntlm"), ("XOAUTH2", "oauth2")],
)
def test_the_scheme_names_the_way_to_sign_in(scheme: str, word: str) -> None:
    """As Apple's Mail calls them."""
    row = server(HOST, ALICE, AuthenticationScheme=scheme)
    assert outgoing(mailbox(ALICE, LINK), row).authentication == word


@pytest.mark.parametrize(
    ("properties", "security"),
    [
        ({"PortNumber": 465}, "tls"),
        ({"PortNumber": 465, "SSLIsDirect": False}, "starttls"),
        ({"PortNumber": 587, "SSLIsDirect": True}, "tls"),
        ({"PortNumber": 25, "SSLEnabled": False}, "none"),
        ({"PortNumber": 465, "SSLEnabled": False, "SSLIsDirect": True}, "none"),
        ({"SSLEnabled": None}, None),
    ],
)
def test_security_is_the_switch_then_the_mark_then_the_port(
    properties: dict[str, object], security: str | None
) -> None:
    """SSLIsDirect wins over the port; without SSL neither matters."""
    row = server(HOST, ALICE)
    given = {**row.properties, **properties}
    given = {key: value for key, value in given.items() if value is not None}
    found = outgoing(mailbox(ALICE, LINK), Row("SMTP", ALICE, properties=given))
    assert found.security == security


def test_a_server_that_is_switched_off_is_told() -> None:
    """The switch is the row's."""
    off = replace(server(HOST, ALICE), active=0)
    assert outgoing(mailbox(ALICE, LINK), off).enabled is False


def test_a_link_to_a_server_that_is_gone_dangles() -> None:
    """The account keeps a name that nothing bears; another account's server is still there."""
    case, facts = read(mailbox(ALICE, LINK), server("smtp.other.test", BOB))
    assert told(facts)["backup.smtp-link"] == "dangling"
    assert case.outgoing == Outgoing(host="")
    assert [one.host for one in case.other_outgoing] == ["smtp.other.test"]


def test_no_server_at_all_is_an_empty_list() -> None:
    """The account names none and there is none."""
    case, facts = read(mailbox(ALICE, None))
    assert told(facts)["backup.smtp-link"] == "none"
    assert told(facts)["backup.smtp-servers"] == 0
    assert case.outgoing.host == ""


def test_an_account_that_names_no_server_among_several_is_open() -> None:
    """Which one it uses cannot be seen."""
    case, facts = read(mailbox(ALICE, None), server(HOST, ALICE))
    assert told(facts)["backup.smtp-link"] == "absent"
    assert case.outgoing == Outgoing()
    assert len(case.other_outgoing) == 1


def test_a_provider_account_without_a_link_is_open() -> None:
    """Its servers are built into the system."""
    row = Row("Google", "alice@gmail.test", credential="oauth2")
    case, facts = read(row, address="alice@gmail.test")
    assert case.outgoing == Outgoing()
    assert case.incoming.authentication == "oauth2"
    assert told(facts)["backup.smtp-link"] == "absent"


def test_a_link_by_identifier_is_followed() -> None:
    """Newer systems name the row itself."""
    account = mailbox(ALICE, None, SendingAccountIdentifier="ID-2")
    assert outgoing(account, server(HOST, ALICE)).host == HOST


def test_an_icloud_child_takes_its_servers_from_the_account_above() -> None:
    """The names and ports stand there."""
    kept = {"smtpHostname": HOST, "smtpPort": 587, "smtpRequiresSSL": True}
    kept |= {"imapHostname": "imap.hosting.test", "imapPort": 993, "imapRequiresSSL": True}
    above = Row("AppleAccount", "login@customer.test", mail={"EmailAddress": ALICE, **kept})
    child = Row("IMAPMail", parent=1, properties={"SendingAccountIdentifier": "ID-3"})
    smtp = Row("SMTP", parent=1, properties={"IdentityEmailAddress": ALICE})
    case = read(above, child, smtp)[0]
    assert (case.outgoing.host, case.outgoing.username) == (HOST, ALICE)
    assert case.outgoing.security == "starttls"
    assert (case.incoming.host, case.incoming.username) == (
        "imap.hosting.test",
        "login@customer.test",
    )


def test_an_apple_account_is_no_mail_account() -> None:
    """Many sign in to it with their mail address."""
    case = read(Row("AppleAccount", ALICE), mailbox(ALICE, LINK), server(HOST, ALICE))[0]
    assert case.outgoing.host == HOST


def test_the_sign_in_of_a_token_account_is_told() -> None:
    """Whether it holds, and when a renewal was turned down."""
    row = Row("Google", ALICE, credential="oauth2", authenticated=0, refused=800_000_000.0)
    facts = told(read(row)[1])
    assert facts["backup.signed-in"] is False
    assert facts["backup.sign-in-refused-at"] == "2026-05-09T06:13:20Z"


def test_the_sign_in_of_a_password_account_is_not_told() -> None:
    """The mark says nothing there."""
    facts = told(read(mailbox(ALICE, LINK), server(HOST, ALICE))[1])
    assert "backup.signed-in" not in facts


def test_an_account_from_a_profile_is_told() -> None:
    """By the marks that the profile left on it."""
    account = mailbox(ALICE, LINK, mcProfileUUID="2B7B", MCAccountIsManaged=True)
    facts = told(read(account, server(HOST, ALICE))[1])
    assert facts["backup.from-profile"] is True
    assert facts["backup.managed"] is True


def test_no_marks_no_profile() -> None:
    """An account set up by hand."""
    facts = told(read(mailbox(ALICE, LINK), server(HOST, ALICE))[1])
    assert (facts["backup.from-profile"], facts["backup.managed"]) == (False, False)


def test_one_of_several_accounts_is_chosen_by_address() -> None:
    """Each with its own server."""
    rows = (mailbox(ALICE, LINK), server(HOST, ALICE), mailbox(BOB, "smtp.b.test:b"))
    assert read(*rows, server("smtp.b.test", "b"), address=BOB)[0].outgoing.username == "b"
    with pytest.raises(InputError, match="several accounts"):
        read(*rows, address=None)


def test_a_backup_without_mail_says_so() -> None:
    """One line."""
    with pytest.raises(InputError, match="no IMAP or POP3 account"):
        read(Row("CalDAV", ALICE))


def test_a_port_that_is_none_is_left_out() -> None:
    """Whatever stands in the file."""
    row = server(HOST, ALICE, PortNumber=99999999)
    assert outgoing(mailbox(ALICE, LINK), row).port is None


def test_a_pop_account_is_one() -> None:
    """With its own default port."""
    row = Row(
        "POP", ALICE, properties={"SMTPIdentifier": LINK, "SSLEnabled": True, "Hostname": HOST}
    )
    incoming = read(row, server(HOST, ALICE))[0].incoming
    assert (incoming.protocol, incoming.port, incoming.security) == ("pop3", 995, "tls")
