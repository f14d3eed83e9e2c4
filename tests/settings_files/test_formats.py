"""The other formats: each read back by the parser of the probe that reads such documents."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailmend.settings_files import NotUsable
from mailmend.settings_files.autoconfig import autoconfig
from mailmend.settings_files.autodiscover import autodiscover, autodiscover_json
from mailmend.settings_files.pacc import pacc, pacc_record
from mailmend.settings_files.srv import srv
from mailmend.wire.autoconfig_xml import parse_client_config, parse_templates
from mailmend.wire.autodiscover_xml import parse_autodiscover
from tests.settings_files.build import ADDRESS, HOST, IN, OUT, account

STARTTLS = replace(OUT, port=587, security="starttls")
BARE = replace(OUT, username="alice")


def test_autoconfig_reads_back_as_what_worked() -> None:
    """Host, port, security, user name and authentication of both servers."""
    for outgoing in (OUT, STARTTLS, BARE):
        config = parse_client_config(autoconfig(account(outgoing)).encode(), ADDRESS)
        incoming, sending = config.servers
        assert incoming == IN
        assert (sending.host, sending.port, sending.security) == (
            HOST, outgoing.port, outgoing.security,
        )  # fmt: skip
        assert (sending.username, sending.authentication) == (outgoing.username, "password")


def test_autoconfig_serves_every_mailbox_of_the_domain() -> None:
    """The address and its first part become placeholders."""
    names = [
        server.username for server in parse_templates(autoconfig(account(BARE)).encode()).servers
    ]
    assert names == ["%EMAILADDRESS%", "%EMAILLOCALPART%"]


def test_a_percent_sign_is_no_placeholder() -> None:
    """A user name that would be replaced by the program is refused."""
    with pytest.raises(NotUsable, match="percent"):
        autoconfig(account(replace(OUT, username="x%EMAILDOMAIN%")))


def test_autodiscover_reads_back_as_what_worked() -> None:
    """SSL means TLS at once, TLS means STARTTLS."""
    for outgoing in (OUT, STARTTLS, BARE):
        reply = parse_autodiscover(autodiscover(account(outgoing)).encode(), ADDRESS)
        sending = next(server for server in reply.servers if server.protocol == "smtp")
        assert (sending.host, sending.port, sending.security, sending.username) == (
            HOST, outgoing.port, outgoing.security, outgoing.username,
        )  # fmt: skip
        assert sending.authentication == "password"


def test_autodiscover_json_leads_to_the_xml() -> None:
    """Version 2 is a pointer."""
    said = json.loads(autodiscover_json(account()))
    assert said["Protocol"] == "AutodiscoverV1"
    assert said["Url"].startswith("https://autodiscover.customer.test/")


def test_srv_names_the_service_by_its_security() -> None:
    """RFC 8314: submissions and imaps; RFC 6186: submission."""
    assert srv(account()).splitlines() == [
        f"_submissions._tcp.customer.test. 3600 IN SRV 0 1 465 {HOST}.",
        f"_imaps._tcp.customer.test. 3600 IN SRV 0 1 993 {HOST}.",
    ]
    assert "_submission._tcp" in srv(account(STARTTLS))


def test_srv_is_refused_where_it_would_mislead() -> None:
    """It cannot say a user name, nor lead to an address."""
    with pytest.raises(NotUsable, match="user name"):
        srv(account(replace(OUT, username="customer1")))
    with pytest.raises(NotUsable, match="must name a host"):
        srv(account(replace(OUT, host="192.0.2.1")))


def test_pacc_says_hosts_only_where_that_is_enough() -> None:
    """Anything but TLS at once on the standard port and the address as the name is refused."""
    assert json.loads(pacc(account()))["protocols"] == {
        "imap": {"host": HOST},
        "smtp": {"host": HOST},
        "submit": {"host": HOST},
    }
    for outgoing in (STARTTLS, BARE):
        with pytest.raises(NotUsable):
            pacc(account(outgoing))


PACC = {
    "protocols": {key: {"host": str} for key in ("imap", "pop3", "smtp", "submit")},
    "authentication": {"password": bool, "oauth-public": {"issuer": str}},
    "info": {
        "provider": {"name": str, "shortName": str},
        "help": {"documentation": str, "developer": str},
    },
}
"""The fields of draft-ietf-mailmaint-pacc that concern mail, as its readers declare them."""


def beyond(value: object, shape: object) -> list[str]:
    """Where a value has a field that the shape has not, or of another type."""
    if isinstance(shape, dict) and isinstance(value, dict):
        return [
            f"{key}: {fault}"
            for key, inner in value.items()
            for fault in (beyond(inner, shape[key]) if key in shape else ["unknown"])
        ]
    return [] if isinstance(shape, type) and type(value) is shape else ["wrong type"]


@pytest.mark.parametrize("organization", ["", "Hosting Ltd", "N" * 200, "A  B " + "c" * 70])
def test_pacc_holds_the_fields_of_the_draft_and_no_others(organization: str) -> None:
    """Required parts are there; names are within 60 and 20 characters and single-spaced."""
    document = json.loads(pacc(account(), organization))
    assert beyond(document, PACC) == []
    assert set(document) == {"protocols", "authentication", "info"}
    provider = document["info"]["provider"]
    for name, limit in ((provider["name"], 60), (provider["shortName"], 20)):
        assert 0 < len(name) <= limit
        assert name == " ".join(name.split())


def test_the_check_of_pacc_can_fail() -> None:
    """An unknown field and a wrong type are found."""
    assert beyond({"protocols": {"imap": {"host": 1, "port": 993}}}, PACC) == [
        "protocols: imap: host: wrong type",
        "protocols: imap: port: unknown",
    ]


def test_pacc_is_believed_by_the_digest_in_the_dns() -> None:
    """SHA-256 over the very bytes that are served; another byte, another record."""
    data = pacc(account()).encode()
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    record = pacc_record(data, "customer.test")
    assert record == f'_ua-auto-config.customer.test. 3600 IN TXT "v=UAAC1; a=sha256; d={digest}"'
    assert pacc_record(data + b" ", "customer.test") != record


@settings(max_examples=300, deadline=None)
@given(user=st.text(min_size=1, max_size=40), organization=st.text(max_size=40))
def test_markup_in_values_stays_text(user: str, organization: str) -> None:
    """User names with markup read back as themselves, in both documents."""
    try:
        made = account(replace(OUT, username=user))
        written = autoconfig(made, organization), autodiscover(made, organization)
    except NotUsable:
        return
    sending = parse_client_config(written[0].encode(), ADDRESS).servers[-1]
    other = parse_autodiscover(written[1].encode(), ADDRESS).servers[-1]
    if user == user.strip():
        assert (sending.username or "").lower() == user.lower()
        assert other.username == user
