"""Autoconfiguration and autodiscover documents given as settings."""

from __future__ import annotations

import pytest

from mailmend.case import InputError
from mailmend.readers import read_settings, read_settings_and_facts

ALICE = "alice@customer.test"


def config(authentication: str = "password-cleartext") -> bytes:
    """A clientConfig document."""
    return f"""<?xml version="1.0"?><clientConfig version="1.1">
<emailProvider id="customer.test"><domain>customer.test</domain>
<incomingServer type="imap"><hostname>imap.%EMAILDOMAIN%</hostname><port>993</port>
<socketType>SSL</socketType><username>%EMAILADDRESS%</username>
<authentication>password-cleartext</authentication></incomingServer>
<outgoingServer type="smtp"><hostname>smtp.customer.test</hostname><port>587</port>
<socketType>STARTTLS</socketType><username>%EMAILLOCALPART%</username>
<authentication>{authentication}</authentication></outgoingServer>
</emailProvider></clientConfig>""".encode()


AUTODISCOVER = b"""<?xml version="1.0"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
<Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
<Account><AccountType>email</AccountType><Action>settings</Action>
<Protocol><Type>IMAP</Type><Server>imap.customer.test</Server><Port>993</Port><SPA>off</SPA>
<SSL>on</SSL><DomainRequired>on</DomainRequired></Protocol>
<Protocol><Type>SMTP</Type><Server>smtp.customer.test</Server><Port>465</Port><SSL>on</SSL>
<AuthRequired>on</AuthRequired></Protocol></Account></Response></Autodiscover>"""


def test_autoconfig_gives_the_first_server_of_each_kind() -> None:
    """With the address in its placeholders."""
    case, facts = read_settings_and_facts("config-v1.1.xml", config(), ALICE)
    going = case.outgoing
    assert (going.host, going.port, going.security) == ("smtp.customer.test", 587, "starttls")
    assert (going.username, going.authentication) == ("alice", "password")
    assert (case.incoming.host, case.incoming.username) == ("imap.customer.test", ALICE)
    assert {fact.source for fact in facts} == {"autoconfig"}


def test_no_authentication_is_no_user_name() -> None:
    """A device set up so does not sign in."""
    going = read_settings("c", config("none"), ALICE).outgoing
    assert (going.authentication, going.username) == ("none", "")


def test_autodiscover_has_outlook_s_defaults() -> None:
    """SPA is on where it is left out."""
    case = read_settings("autodiscover.xml", AUTODISCOVER, ALICE)
    going = case.outgoing
    assert case.device.app == "Outlook"
    assert (going.port, going.security, going.authentication) == (465, "tls", "ntlm")
    assert case.incoming.authentication == "password"


@pytest.mark.parametrize(
    "data",
    [
        b"<?xml version='1.0'?><clientConfig/>",
        b"<clientConfig><emailProvider/></clientConfig>",
        b"<Autodiscover><Response><Error><Message>no</Message></Error></Response></Autodiscover>",
        b"<Autodiscover/>",
        b"<clientConfig><broken",
    ],
)
def test_a_document_without_servers_is_refused(data: bytes) -> None:
    """In one line."""
    with pytest.raises(InputError) as caught:
        read_settings("c", data, ALICE)
    assert str(caught.value).isprintable()


def test_the_address_is_needed() -> None:
    """The document is for a whole domain."""
    with pytest.raises(InputError, match="give the address"):
        read_settings("c", config())
