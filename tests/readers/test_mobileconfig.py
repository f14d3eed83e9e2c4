"""Configuration profiles: real, signed, incomplete and hostile ones."""

from __future__ import annotations

import base64
import contextlib
import plistlib
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from mailmend.case import InputError
from mailmend.readers.mobileconfig import read_mobileconfig

SAMPLE = Path(__file__).parents[1] / "fixtures/discovery/miab-ios-profile.mobileconfig"
CANARY = "hunter2-canary"

MAIL: dict[str, object] = {
    "PayloadType": "com.apple.mail.managed",
    "EmailAccountType": "EmailTypeIMAP",
    "EmailAddress": "alice@customer.test",
    "IncomingMailServerAuthentication": "EmailAuthPassword",
    "IncomingMailServerHostName": "imap.customer.test",
    "IncomingMailServerPortNumber": 993,
    "IncomingMailServerUseSSL": True,
    "IncomingMailServerUsername": "alice@customer.test",
    "OutgoingMailServerAuthentication": "EmailAuthPassword",
    "OutgoingMailServerHostName": "smtp.customer.test",
    "OutgoingMailServerPortNumber": 587,
    "OutgoingMailServerUseSSL": True,
    "OutgoingMailServerUsername": "alice@customer.test",
    "OutgoingPasswordSameAsIncomingPassword": True,
}


def profile(*payloads: dict[str, object], binary: bool = False) -> bytes:
    """A profile around these payloads."""
    root = {"PayloadType": "Configuration", "PayloadContent": list(payloads)}
    return plistlib.dumps(root, fmt=plistlib.FMT_BINARY if binary else plistlib.FMT_XML)


def mail(**changes: object) -> dict[str, object]:
    """The mail payload with some keys changed; ``None`` leaves a key out."""
    return {key: value for key, value in {**MAIL, **changes}.items() if value is not None}


def outgoing(**changes: object) -> dict[str, object]:
    """The outgoing settings read from the changed payload."""
    (account,) = read_mobileconfig(profile(mail(**changes)))
    table = account.settings["outgoing"]
    assert isinstance(table, dict)
    return table


def refusal(data: bytes) -> str:
    """The one line that says why the profile is not read."""
    with pytest.raises(InputError) as caught:
        read_mobileconfig(data)
    assert str(caught.value).isprintable()
    return str(caught.value)


def signed(data: bytes) -> bytes:
    """The profile inside a signed envelope, as signing tools write it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "signer")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    builder = pkcs7.PKCS7SignatureBuilder().set_data(data)
    builder = builder.add_signer(certificate, key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def test_the_template_of_a_mail_server_in_a_box() -> None:
    """The mail payload is found between calendar and contacts, whose ports may be reals."""
    (account,) = read_mobileconfig(SAMPLE.read_bytes())
    assert account.address is None
    assert account.settings["outgoing"] == {
        "host": "PRIMARY_HOSTNAME",
        "port": 465,
        "security": "tls",
        "authentication": "password",
    }


@pytest.mark.parametrize("binary", [False, True])
def test_a_complete_profile(binary: bool) -> None:
    """XML and binary say the same."""
    (account,) = read_mobileconfig(profile(mail(), binary=binary))
    assert account.address == "alice@customer.test"
    assert account.settings["incoming"] == {
        "protocol": "imap",
        "host": "imap.customer.test",
        "port": 993,
        "security": "tls",
        "username": "alice@customer.test",
        "authentication": "password",
    }
    assert account.settings["outgoing"] == {
        "host": "smtp.customer.test",
        "port": 587,
        "security": "starttls",
        "username": "alice@customer.test",
        "authentication": "password",
    }


@pytest.mark.parametrize("binary", [False, True])
def test_a_signed_profile_is_opened_without_trust(binary: bool) -> None:
    """Any signer, no chain asked."""
    data = profile(mail(), binary=binary)
    assert read_mobileconfig(signed(data)) == read_mobileconfig(data)


def test_an_armoured_envelope_is_opened() -> None:
    """PEM is DER in base64."""
    der = signed(profile(mail()))
    pem = b"-----BEGIN PKCS7-----\n" + base64.encodebytes(der) + b"-----END PKCS7-----\n"
    assert len(read_mobileconfig(pem)) == 1


def test_a_missing_use_ssl_is_false() -> None:
    """The default of Apple's schema: no TLS."""
    assert outgoing(OutgoingMailServerUseSSL=None)["security"] == "none"


def test_a_missing_outgoing_port_stays_open() -> None:
    """The device tries 25, 587 and 465; with TLS the port would decide how."""
    table = outgoing(OutgoingMailServerPortNumber=None)
    assert "port" not in table
    assert "security" not in table
    assert (
        outgoing(OutgoingMailServerPortNumber=None, OutgoingMailServerUseSSL=False)["security"]
        == "none"
    )


@pytest.mark.parametrize(
    ("port", "security"), [(465, "tls"), (587, "starttls"), (25, "starttls"), (2525, "starttls")]
)
def test_the_port_decides_how_tls_begins(port: int, security: str) -> None:
    """465 is TLS at once."""
    assert outgoing(OutgoingMailServerPortNumber=port)["security"] == security


@pytest.mark.parametrize(
    ("kind", "secure", "port"),
    [
        ("EmailTypeIMAP", True, 993),
        ("EmailTypeIMAP", False, 143),
        ("EmailTypePOP", True, 995),
        ("EmailTypePOP", False, 110),
    ],
)
def test_a_missing_incoming_port_is_the_protocols_own(kind: str, secure: bool, port: int) -> None:
    """As the schema says."""
    payload = mail(
        EmailAccountType=kind, IncomingMailServerUseSSL=secure, IncomingMailServerPortNumber=None
    )
    (account,) = read_mobileconfig(profile(payload))
    incoming = account.settings["incoming"]
    assert isinstance(incoming, dict)
    assert incoming["port"] == port


@pytest.mark.parametrize(
    ("word", "way"),
    [
        ("EmailAuthNone", "none"),
        ("EmailAuthPassword", "password"),
        ("EmailAuthCRAMMD5", "cram-md5"),
        ("EmailAuthNTLM", "ntlm"),
        ("EmailAuthHTTPMD5", "http-md5"),
    ],
)
def test_every_authentication_word(word: str, way: str) -> None:
    """All five of the schema."""
    assert outgoing(OutgoingMailServerAuthentication=word)["authentication"] == way


def test_without_authentication_a_missing_user_name_is_blank() -> None:
    """The device asks for a name only where it needs one; otherwise the name is not known."""
    blank = outgoing(
        OutgoingMailServerAuthentication="EmailAuthNone", OutgoingMailServerUsername=None
    )
    assert blank["username"] == ""
    assert "username" not in outgoing(OutgoingMailServerUsername=None)


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({"OutgoingPassword": CANARY}, True),
        ({"IncomingPassword": CANARY}, True),
        ({"IncomingPassword": CANARY, "OutgoingPasswordSameAsIncomingPassword": False}, False),
        ({}, False),
    ],
)
def test_a_password_is_noted_as_present_and_never_kept(
    changes: dict[str, object], known: bool
) -> None:
    """Where the profile brings none the device asks, so nothing is known."""
    (account,) = read_mobileconfig(profile(mail(**changes)))
    assert CANARY not in repr(account)
    table = account.settings["outgoing"]
    assert isinstance(table, dict)
    assert table.get("password_set") is (True if known else None)


def test_what_a_profile_leaves_out_or_forbids_is_noted() -> None:
    """As facts of their own, with the key as source."""
    payload = mail(
        OutgoingMailServerPortNumber=None,
        OutgoingMailServerUseSSL=None,
        OutgoingPasswordSameAsIncomingPassword=None,
        PreventAppSheet=True,
        VPNUUID="x",
    )
    (account,) = read_mobileconfig(profile(payload))
    noted = {(fact.field, fact.value) for fact in account.facts if "profile." in fact.field}
    assert noted == {
        ("profile.outgoing-port-missing", True),
        ("profile.outgoing-ssl-missing", True),
        ("profile.outgoing-password-same", False),
        ("profile.prevent-app-sheet", True),
        ("profile.vpn", True),
    }
    (whole,) = read_mobileconfig(profile(mail()))
    fields = [fact.field for fact in whole.facts if "profile." in fact.field]
    assert fields == ["profile.outgoing-password-same"]


def test_each_setting_is_also_a_fact_with_the_profile_as_its_source() -> None:
    """So that a wrong value can be traced to the profile; what is left out gives none."""
    (account,) = read_mobileconfig(profile(mail(OutgoingMailServerPortNumber=None)))
    said = {fact.field: fact.value for fact in account.facts if "profile." not in fact.field}
    assert said["outgoing.host"] == "smtp.customer.test"
    assert said["incoming.port"] == 993
    assert "outgoing.port" not in said
    assert all(fact.source.startswith("mobileconfig: ") for fact in account.facts)
    assert {fact.vantage for fact in account.facts} == {"device"}


def test_several_accounts_are_all_read() -> None:
    """Also from a profile inside a profile."""
    inner: dict[str, object] = {
        "PayloadType": "Configuration",
        "PayloadContent": [mail(EmailAddress="b@customer.test")],
    }
    accounts = read_mobileconfig(profile(mail(), inner))
    assert [account.address for account in accounts] == ["alice@customer.test", "b@customer.test"]


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({"PayloadType": "com.apple.eas.account"}, "Exchange"),
        ({"PayloadType": "com.apple.wifi.managed"}, "no mail account"),
        (mail(OutgoingMailServerPortNumber="587"), "OutgoingMailServerPortNumber"),
        (mail(OutgoingMailServerUseSSL="yes"), "OutgoingMailServerUseSSL"),
        (mail(OutgoingMailServerHostName=["x"]), "OutgoingMailServerHostName"),
        (
            mail(OutgoingMailServerAuthentication="EmailAuthMagic"),
            "OutgoingMailServerAuthentication",
        ),
        (mail(OutgoingMailServerUsername="x" * 5000), "longer"),
    ],
)
def test_what_a_profile_has_wrong_is_named(payload: dict[str, object], said: str) -> None:
    """By the key."""
    assert said in refusal(profile(payload))


def test_an_encrypted_profile_is_named() -> None:
    """Only its device can read it."""
    data = plistlib.dumps({"PayloadType": "Configuration", "EncryptedPayloadContent": b"x"})
    assert "encrypted" in refusal(data)


def deep(levels: int) -> bytes:
    """A binary property list of arrays, each holding the next."""
    objects = [b"\xa1" + (number + 1).to_bytes(4, "big") for number in range(levels)] + [b"\x50"]
    body, offsets = b"bplist00", []
    for item in objects:
        offsets.append(len(body))
        body += item
    table = b"".join(offset.to_bytes(4, "big") for offset in offsets)
    trailer = bytes(6) + b"\x04\x04" + len(objects).to_bytes(8, "big") + bytes(8)
    return body + table + trailer + len(body).to_bytes(8, "big")


@pytest.mark.parametrize(
    "data",
    [
        b"bplist00" + b"\xff" * 200,
        b"bplist00\x4f\x13\xff\xff\xff\xff\xff\xff\xff\xff" + bytes(32),
        b"bplist00" + bytes(6) + b"\x01\x01" + b"\x7f" * 8 + bytes(8) + b"\x08".rjust(8, b"\0"),
        b"bplist00\xa1\x00\x08"
        + bytes(6)
        + b"\x01\x01"
        + b"\x01".rjust(8, b"\0")
        + bytes(8)
        + b"\x0a".rjust(8, b"\0"),
        deep(100_000),
        b"<plist><dict>" * 100_000,
        b"<plist>" + b"<array>" * 200_000,
        b"<plist><integer>" + b"9" * 10_000 + b"</integer></plist>",
        b"<plist><date>never</date></plist>",
        b"<plist><data>!</data></plist>",
        b"<plist/>",
        b"",
        b"x" * (8 * 1024 * 1024 + 1),
    ],
)
def test_a_hostile_property_list_ends_in_one_line(data: bytes) -> None:
    """Announced gigabytes, cycles, depth, numbers without end, truncation: no traceback."""
    start = time.process_time()
    assert refusal(data)
    assert time.process_time() - start < 5


def test_entities_are_refused() -> None:
    """A profile has a document type, but never defines entities."""
    bomb = b'<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert "entities" in refusal(bomb + b"<plist><string>&b;</string></plist>")
    wide = (bomb + b"<plist><string>&b;</string></plist>").decode().encode("utf-16")
    assert refusal(wide)


def test_shared_objects_do_not_multiply_the_work() -> None:
    """A binary list may hold one dictionary a million times over; payloads are counted."""
    inner: dict[str, object] = {"PayloadContent": []}
    for _ in range(40):
        inner = {"PayloadContent": [inner] * 200}
    start = time.process_time()
    assert "payloads" in refusal(plistlib.dumps(inner, fmt=plistlib.FMT_BINARY))
    assert time.process_time() - start < 5


def test_a_list_that_holds_itself_ends() -> None:
    """A cycle is cut by depth and by count."""
    data = plistlib.dumps({"PayloadContent": []}, fmt=plistlib.FMT_BINARY)
    cyclic = data.replace(b"\xa0", b"\xa1", 1)
    assert refusal(cyclic)


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8), st.booleans())
def test_any_damage_is_read_or_refused(at: int, noise: bytes, binary: bool) -> None:
    """Whatever byte is changed, only ``InputError`` leaves the reader."""
    data = profile(mail(), binary=binary)
    damaged = data[:at] + noise + data[at + len(noise) :]
    with contextlib.suppress(InputError):
        assert read_mobileconfig(damaged)
