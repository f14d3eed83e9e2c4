"""The Apple profile: valid by the schema of Apple, stable, without a password, read back."""

from __future__ import annotations

import json
import plistlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailmend.case import Outgoing, printable
from mailmend.readers.mobileconfig import read_mobileconfig
from mailmend.settings_files import NotUsable, account_of
from mailmend.settings_files.mobileconfig import mobileconfig
from tests.settings_files.build import ADDRESS, HOST, IN, OUT, account

SCHEMA = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "apple_schema" / "keys.json").read_text()
)
TYPES = {"<string>": str, "<integer>": int, "<boolean>": bool, "<array>": list}


def faults(payload: Mapping[str, Any], kind: str) -> list[str]:
    """What Apple's schema has against that payload."""
    rows = {row["key"]: row for row in [*SCHEMA["CommonPayloadKeys"], *SCHEMA[kind]]}
    found = [f"{key} is not in the schema" for key in payload if key not in rows]
    for key, row in rows.items():
        if row["presence"] == "required" and key not in payload:
            found.append(f"{key} is missing")
        if key not in payload:
            continue
        wanted = TYPES[row["type"]]
        if type(payload[key]) is not wanted:
            found.append(f"{key} is no {wanted.__name__}")
        if "rangelist" in row and payload[key] not in row["rangelist"]:
            found.append(f"{key} is {payload[key]}")
    return found


def mail(data: bytes) -> dict[str, Any]:
    """The mail payload."""
    payload: dict[str, Any] = plistlib.loads(data)["PayloadContent"][0]
    return payload


def test_both_payloads_are_valid_by_the_schema() -> None:
    """Keys, types and values are those Apple allows."""
    profile = plistlib.loads(mobileconfig(account()))
    assert faults(profile, "TopLevel") == []
    assert faults(profile["PayloadContent"][0], "com.apple.mail.managed") == []


def test_the_validator_can_fail() -> None:
    """A wrong type, a wrong word and a missing key are found."""
    wrong = mail(mobileconfig(account())) | {"EmailAccountType": "IMAP", "PreventMove": 0}
    del wrong["OutgoingMailServerHostName"]
    assert len(faults(wrong, "com.apple.mail.managed")) == 3


def test_every_key_that_decides_is_written() -> None:
    """Apple's defaults for missing keys are what breaks accounts."""
    payload = mail(mobileconfig(account()))
    for way in ("Incoming", "Outgoing"):
        for key in ("Authentication", "HostName", "PortNumber", "UseSSL", "Username"):
            assert f"{way}MailServer{key}" in payload
    assert payload["OutgoingPasswordSameAsIncomingPassword"] is True
    assert not {"IncomingPassword", "OutgoingPassword"} & set(payload)


def test_our_own_reader_reads_the_same_settings_back() -> None:
    """What is installed is what worked, and no key is noted as missing."""
    read = read_mobileconfig(mobileconfig(account()))[0]
    assert read.settings["outgoing"] == {
        "host": HOST, "port": 465, "security": "tls", "username": ADDRESS,
        "authentication": "password",
    }  # fmt: skip
    assert not [fact for fact in read.facts if fact.field.endswith("-missing")]


def test_a_second_download_replaces_the_first() -> None:
    """Identifiers follow from the address alone, whatever its case and the servers."""
    first, second = account(), account(replace(OUT, port=587, security="starttls"))
    one, two = plistlib.loads(mobileconfig(first)), plistlib.loads(mobileconfig(second))
    for key in ("PayloadIdentifier", "PayloadUUID"):
        assert one[key] == two[key]
        assert one["PayloadContent"][0][key] == two["PayloadContent"][0][key]
        assert one[key] != one["PayloadContent"][0][key]
    other = plistlib.loads(mobileconfig(account_of("carol@customer.test", OUT, IN)))
    assert other["PayloadUUID"] != one["PayloadUUID"]
    assert other["PayloadIdentifier"] != one["PayloadIdentifier"]


@pytest.mark.parametrize(("port", "security"), [(465, "starttls"), (587, "tls"), (2465, "tls")])
def test_what_a_profile_cannot_say_is_refused(port: int, security: Any) -> None:
    """Apple Mail decides by the port how TLS begins."""
    with pytest.raises(NotUsable, match="Apple Mail speaks"):
        mobileconfig(account(replace(OUT, port=port, security=security)))


def test_oauth_is_refused() -> None:
    """The payload has no such authentication."""
    with pytest.raises(NotUsable, match="OAuth"):
        mobileconfig(account(replace(OUT, authentication="oauth2")))


@settings(max_examples=400, deadline=None)
@given(host=st.text(max_size=40), user=st.text(max_size=40), organization=st.text(max_size=40))
def test_hostile_values_never_get_through(host: str, user: str, organization: str) -> None:
    """Refused, or a valid list in which every text prints as itself."""
    try:
        made = account_of(ADDRESS, Outgoing(
            host=host, port=587, security="starttls", username=user), IN)  # fmt: skip
    except NotUsable:
        made = account()
    data = mobileconfig(made, organization)
    payload = mail(data)
    texts = [value for value in payload.values() if isinstance(value, str)]
    assert all(printable(text) == text for text in texts)
    assert faults(payload, "com.apple.mail.managed") == []
    assert payload["OutgoingMailServerUsername"] == made.outgoing.username
