"""Read an autoconfiguration or autodiscover document that a person gives as the settings.

A device that was set up by it has the first server of each kind; what it offers beyond that is left
aside. The address fills the placeholders, so it has to be known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailmend.case import InputError
from mailmend.facts import PublishedServer
from mailmend.readers._settings import Account, account
from mailmend.wire.autoconfig_xml import parse_client_config
from mailmend.wire.autodiscover_xml import parse_autodiscover
from mailmend.wire.safe_xml import XmlRefused


def read_autoconfig(data: bytes, address: str | None) -> Account:
    """The account in Thunderbird's clientConfig document. Raises ``InputError``."""
    known = _needed(address)
    try:
        config = parse_client_config(data, known)
    except XmlRefused as refusal:
        raise InputError(f"the autoconfiguration document cannot be read: {refusal}") from None
    return _account(config.servers, known, "autoconfig")


def read_autodiscover(data: bytes, address: str | None) -> Account:
    """The account in Outlook's autodiscover reply. Raises ``InputError``."""
    known = _needed(address)
    try:
        reply = parse_autodiscover(data, known)
    except XmlRefused as refusal:
        raise InputError(f"the autodiscover document cannot be read: {refusal}") from None
    if reply.error:
        raise InputError(f"the autodiscover document holds no settings: {reply.error}")
    return replace_app(_account(reply.servers, known, "autodiscover"), "Outlook")


def replace_app(found: Account, app: str) -> Account:
    """The account on that program."""
    return replace(found, settings={**found.settings, "device": {"app": app}})


def _needed(address: str | None) -> str:
    if address is None:
        raise InputError("the document is for every address of a domain; give the address")
    return address


def _account(servers: Sequence[PublishedServer], address: str, source: str) -> Account:
    coming = next((one for one in servers if one.protocol in {"imap", "pop3"}), None)
    going = next((one for one in servers if one.protocol == "smtp"), None)
    if coming is None and going is None:
        raise InputError(f"the {source} document names no mail server that can be used")
    incoming = {"protocol": coming.protocol, **_server(coming)} if coming else {}
    outgoing = _server(going) if going else {}
    if outgoing.get("authentication") == "none":
        outgoing["username"] = ""
    return account(address, None, incoming, outgoing, source)


def _server(found: PublishedServer) -> dict[str, object]:
    return {
        "host": found.host,
        "port": found.port,
        "security": found.security,
        "username": found.username,
        "authentication": found.authentication,
    }
