"""Apple's declarative mail account."""

from __future__ import annotations

import json

import pytest

from mailmend.case import InputError
from mailmend.readers import read_settings, read_settings_and_facts

ALICE = "alice@customer.test"
MAIL = {
    "Type": "com.apple.configuration.account.mail",
    "Identifier": "m1",
    "Payload": {
        "UserIdentityAssetReference": "who",
        "IncomingServer": {
            "ServerType": "IMAP",
            "HostName": "imap.customer.test",
            "Port": 993,
            "AuthenticationMethod": "Password",
        },
        "OutgoingServer": {
            "HostName": "smtp.customer.test",
            "Port": 587,
            "AuthenticationMethod": "CRAMMD5",
        },
    },
}
WHO = {
    "Type": "com.apple.asset.useridentity",
    "Identifier": "who",
    "Payload": {"EmailAddress": ALICE},
}


def text(*declarations: object) -> bytes:
    """A file with those declarations, nested as servers do."""
    return json.dumps({"Declarations": {"Configurations": list(declarations)}}).encode()


def test_the_servers_and_the_address_of_the_identity_are_read() -> None:
    """TLS has no key, so it is not known."""
    case, facts = read_settings_and_facts("d.json", text(MAIL, WHO))
    assert case.address == ALICE
    going = case.outgoing
    assert (going.host, going.port, going.security) == ("smtp.customer.test", 587, None)
    assert (going.authentication, going.username) == ("cram-md5", None)
    assert (case.incoming.protocol, case.incoming.port) == ("imap", 993)
    assert all(fact.source.startswith("declaration") for fact in facts)


def test_no_authentication_means_no_user_name() -> None:
    """The reference to a credential is blank if and only if the method is None."""
    server = {"HostName": "smtp.customer.test", "AuthenticationMethod": "None"}
    plain = {**MAIL, "Payload": {"OutgoingServer": server}}
    going = read_settings("d", json.dumps(plain).encode(), ALICE).outgoing
    assert (going.authentication, going.username, going.port) == ("none", "", None)


@pytest.mark.parametrize(
    "data",
    [
        b'{"x": "com.apple.configuration.account.mail"}',
        b'{"x": "com.apple.configuration.account.mail"',
        text({**MAIL, "Payload": {"OutgoingServer": {"AuthenticationMethod": "New"}}}),
        text({**MAIL, "Payload": {"OutgoingServer": {"HostName": 5}}}),
        text({**MAIL, "Payload": {"OutgoingServer": {"HostName": "h", "Port": 99999}}}),
        b'["com.apple.configuration.account.mail", ' + b"[" * 50000,
    ],
)
def test_what_is_no_declaration_is_refused(data: bytes) -> None:
    """In one line."""
    with pytest.raises(InputError) as caught:
        read_settings("d.json", data, ALICE)
    assert str(caught.value).isprintable()


def test_a_case_in_json_stays_a_case() -> None:
    """Only the type's name makes a declaration."""
    data = json.dumps({"address": ALICE, "outgoing": {"port": 25}}).encode()
    assert read_settings("c.json", data).outgoing.port == 25
