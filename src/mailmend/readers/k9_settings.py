"""Read the accounts in an exported settings file of K-9 Mail and Thunderbird for Android (XML).

Without a sign-in for sending the file names no user. Passwords are left out of an export as a rule;
one that stands there is noted as present and never kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from mailmend.case import Authentication, InputError, Security
from mailmend.readers._settings import Account, account
from mailmend.wire.autoconfig_xml import tcp_port
from mailmend.wire.safe_xml import Node, XmlRefused, parse_xml

SOURCE = "k9-settings"
_SECURITY: dict[str, Security] = {
    "NONE": "none",
    "STARTTLS_REQUIRED": "starttls",
    "STARTTLS_OPTIONAL": "starttls",
    "SSL_TLS_REQUIRED": "tls",
    "SSL_TLS_OPTIONAL": "tls",
}
_WAYS: dict[str, Authentication] = {
    "NONE": "none",
    "PLAIN": "password",
    "LOGIN": "password",
    "AUTOMATIC": "password",
    "CRAM_MD5": "cram-md5",
    "XOAUTH2": "oauth2",
}
_PROTOCOLS = {"IMAP": "imap", "POP3": "pop3"}


def read_k9_settings(data: bytes) -> tuple[Account, ...]:
    """The accounts of the file, one for each identity. Raises ``InputError``."""
    try:
        root = parse_xml(data)
    except XmlRefused as refusal:
        raise InputError(f"the settings file cannot be read: {refusal}") from None
    listed = root.first("accounts")
    nodes = listed.all("account") if listed is not None else ()
    accounts = tuple(one for node in nodes for one in _accounts(node))
    if not accounts:
        raise InputError("the settings file holds no IMAP or POP3 account")
    return accounts


def _accounts(node: Node) -> Iterator[Account]:
    coming, going = node.first("incoming-server"), node.first("outgoing-server")
    protocol = _PROTOCOLS.get(coming.attributes.get("type", "").upper()) if coming else None
    if coming is None or protocol is None:
        return
    incoming = {"protocol": protocol, **_server(coming)}
    outgoing = _sending(going) if going is not None else {}
    for address in _addresses(node):
        yield account(address, "K-9 Mail", incoming, outgoing, SOURCE)


def _addresses(node: Node) -> Iterator[str | None]:
    listed = node.first("identities")
    nodes = listed.all("identity") if listed is not None else ()
    found = [address for one in nodes if (address := one.value("email"))]
    if found:
        yield from found
    else:
        yield None


def _server(node: Node) -> dict[str, object]:
    return {
        "host": node.value("host"),
        "port": tcp_port(node.value("port")),
        "security": _SECURITY.get((node.value("connection-security") or "").upper()),
        "username": node.value("username"),
        "authentication": _WAYS.get((node.value("authentication-type") or "").upper()),
    }


def _sending(node: Node) -> dict[str, object]:
    found = _server(node)
    if found["username"] is None:
        found |= {"username": "", "authentication": "none"}
    if node.value("password") is not None:
        found["password_set"] = True
    return found
