"""Outlook's autodiscover: the question, the defaults of the reply, redirections."""

from __future__ import annotations

import pytest

from mailmend.facts import PublishedServer
from mailmend.wire.autodiscover_xml import parse_autodiscover, request_body
from mailmend.wire.safe_xml import XmlRefused, parse_xml

ADDRESS = "alice@customer.test"
NAMESPACE = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"


def reply(inner: str) -> bytes:
    """A reply with the given content of its Account."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="http://schemas.microsoft.com/'
        f'exchange/autodiscover/responseschema/2006"><Response xmlns="{NAMESPACE}"><Account>'
        f"<AccountType>email</AccountType><Action>settings</Action>{inner}</Account>"
        "</Response></Autodiscover>"
    ).encode()


def protocol(kind: str = "SMTP", **values: str) -> str:
    """One Protocol element; SPA is off unless said otherwise."""
    values = {"Server": "mail.customer.test", "SPA": "off", **values}
    return (
        f"<Protocol><Type>{kind}</Type>"
        + "".join(f"<{key}>{value}</{key}>" for key, value in values.items() if value)
        + "</Protocol>"
    )


def only(inner: str) -> PublishedServer:
    """The one server of a reply."""
    found = parse_autodiscover(reply(inner), ADDRESS).servers
    assert len(found) == 1
    return found[0]


def test_the_request_carries_the_address_escaped() -> None:
    """It is a well-formed document whatever the address holds."""
    request = parse_xml(request_body("a&b<c@customer.test").encode()).first("Request")
    assert request is not None
    assert request.value("EMailAddress") == "a&b<c@customer.test"


def test_a_whole_reply() -> None:
    """Types, ports, security and the login as hosters publish them."""
    inner = (
        protocol("IMAP", Port="993", Encryption="SSL", LoginName=ADDRESS)
        + protocol("POP", Port="995", SSL="on", LoginName=ADDRESS)
        + protocol("SMTP", Port="587", Encryption="TLS", AuthRequired="on", LoginName=ADDRESS)
    )
    servers = parse_autodiscover(reply(inner), ADDRESS).servers
    assert [(s.protocol, s.port, s.security) for s in servers] == [
        ("imap", 993, "tls"),
        ("pop3", 995, "tls"),
        ("smtp", 587, "starttls"),
    ]
    assert {(s.username, s.authentication) for s in servers} == {(ADDRESS, "password")}


@pytest.mark.parametrize(
    ("values", "security"),
    [
        ({"Port": "465"}, "tls"),
        ({"Port": "587"}, "starttls"),
        ({"Port": "25"}, "starttls"),
        ({"Port": "587", "SSL": "off"}, "none"),
        ({"Port": "465", "SSL": "off", "Encryption": "SSL"}, "tls"),
        ({"Port": "587", "SSL": "on", "Encryption": "None"}, "none"),
        ({"Port": "587", "Encryption": "Auto"}, "starttls"),
        ({"Port": "465", "SSL": "off", "Encryption": "Auto"}, "tls"),
        ({"Port": "587", "Encryption": "SSL"}, "tls"),
        ({"Port": "465", "Encryption": "TLS"}, "starttls"),
    ],
)
def test_encryption_overrides_ssl_and_ssl_is_on_when_absent(
    values: dict[str, str], security: str
) -> None:
    """What is published is reported as it is, right or wrong for its port."""
    assert only(protocol(**values)).security == security


@pytest.mark.parametrize(
    ("values", "way"),
    [
        ({"SPA": ""}, "ntlm"),
        ({"SPA": "on"}, "ntlm"),
        ({"SPA": "off"}, "password"),
        ({"SPA": "off", "AuthRequired": "on"}, "password"),
        ({"SPA": "on", "AuthRequired": "off"}, "none"),
    ],
)
def test_secure_password_authentication_is_on_when_absent(values: dict[str, str], way: str) -> None:
    """The usual fault of hand-written replies: no SPA element."""
    assert only(protocol(**values)).authentication == way


def test_a_missing_login_name_is_the_local_part() -> None:
    """Unless the domain is required, then it is the whole address."""
    assert only(protocol()).username == "alice"
    assert only(protocol(DomainRequired="on")).username == ADDRESS
    named = protocol(LoginName="al", DomainRequired="on", DomainName="corp.test")
    assert only(named).username == "al@corp.test"


def test_smtp_may_use_the_login_of_the_incoming_server() -> None:
    """UsePOPAuth borrows it."""
    inner = protocol("IMAP", LoginName="u123") + protocol(UsePOPAuth="on")
    assert parse_autodiscover(reply(inner), ADDRESS).servers[1].username == "u123"
    inner = protocol("IMAP", LoginName="u123") + protocol()
    assert parse_autodiscover(reply(inner), ADDRESS).servers[1].username == "alice"


def test_no_login_no_user_name() -> None:
    """Where no authentication is asked for there is no name to send."""
    assert only(protocol(AuthRequired="off")).username is None


@pytest.mark.parametrize(
    ("kind", "values", "port"),
    [
        ("SMTP", {"SSL": "off"}, 25),
        ("SMTP", {}, 465),
        ("IMAP", {}, 993),
        ("IMAP", {"SSL": "off"}, 143),
        ("POP3", {}, 995),
        ("POP3", {"Encryption": "TLS"}, 110),
    ],
)
def test_a_missing_port_is_the_protocols_own(kind: str, values: dict[str, str], port: int) -> None:
    """With TLS at once the port of implicit TLS."""
    assert only(protocol(kind, **values)).port == port


def test_exchange_protocols_are_not_mail_servers() -> None:
    """EXCH, EXPR and WEB say nothing about SMTP."""
    inner = protocol("EXCH") + protocol("WEB") + protocol("EXPR")
    found = parse_autodiscover(reply(inner), ADDRESS)
    assert (found.servers, found.dropped) == ((), 0)


def test_a_redirection_is_reported_not_followed_here() -> None:
    """To another address, or to another place."""
    found = parse_autodiscover(reply("<RedirectAddr>a@other.test</RedirectAddr>"), ADDRESS)
    assert found.redirect_address == "a@other.test"
    url = "https://other.test/autodiscover/autodiscover.xml"
    assert (
        parse_autodiscover(reply(f"<redirectUrl>{url}</redirectUrl>"), ADDRESS).redirect_url == url
    )


def test_an_error_reply_gives_its_message_escaped() -> None:
    """The server's words are quoted, control characters made visible."""
    data = (
        '<Autodiscover><Response><Error Time="1"><ErrorCode>600</ErrorCode>'
        "<Message>Invalid\u202e Request</Message></Error></Response></Autodiscover>"
    ).encode()
    assert parse_autodiscover(data, ADDRESS).error == "Invalid\\u202e Request"


@pytest.mark.parametrize(
    "values",
    [{"Server": "10.0.0.1"}, {"Server": ""}, {"Port": "0"}, {"Port": "x"}, {"Server": "a b"}],
)
def test_unusable_servers_are_dropped(values: dict[str, str]) -> None:
    """Addresses are not host names, and a port that is given must be one."""
    found = parse_autodiscover(reply(protocol(**values)), ADDRESS)
    assert (found.servers, found.dropped) == ((), 1)


def test_other_documents_are_refused() -> None:
    """Only an Autodiscover reply is read."""
    with pytest.raises(XmlRefused):
        parse_autodiscover(b"<clientConfig/>", ADDRESS)
