"""Thunderbird's clientConfig document: the servers it publishes for an address.

Elements, values and placeholders: draft-ietf-mailmaint-autoconfig.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from mailmend.case import Authentication, Security, printable
from mailmend.facts.published import PublishedServer
from mailmend.wire.domain_names import host_name
from mailmend.wire.safe_xml import Node, XmlRefused, parse_xml

MAX_SERVERS = 64
MAX_USERNAME = 254

SECURITY: dict[str, Security] = {"plain": "none", "ssl": "tls", "starttls": "starttls"}
AUTHENTICATION: dict[str, Authentication] = {
    "password-cleartext": "password",
    "plain": "password",
    "password-encrypted": "cram-md5",
    "secure": "cram-md5",
    "ntlm": "ntlm",
    "oauth2": "oauth2",
    "client-ip-address": "none",
    "smtp-after-pop": "none",
    "none": "none",
}
_PLACEHOLDER = re.compile("%EMAIL(ADDRESS|LOCALPART|DOMAIN)%")
_PROTOCOLS: dict[str, Literal["smtp", "imap", "pop3"]] = {
    "smtp": "smtp",
    "imap": "imap",
    "pop3": "pop3",
}


@dataclass(frozen=True, slots=True)
class ClientConfig:
    """What one document publishes.

    ``dropped`` counts mail servers left out because host, port or security cannot be used,
    ``unread`` those beyond the first 64.
    """

    provider: str
    domains: tuple[str, ...]
    servers: tuple[PublishedServer, ...]
    dropped: int = 0
    unread: int = 0


def parse_client_config(data: bytes, address: str) -> ClientConfig:
    """The servers for ``address``, in the document's order. Raises ``XmlRefused``."""
    config = parse_templates(data)
    filled = [fill(server, address) for server in config.servers]
    servers = tuple(server for server in filled if server)
    return replace(config, servers=servers, dropped=config.dropped + len(filled) - len(servers))


def parse_templates(data: bytes) -> ClientConfig:
    """The same with hosts and user names as written, placeholders and all."""
    root = parse_xml(data)
    provider = root.first("emailProvider") if root.name == "clientConfig" else None
    if provider is None:
        raise XmlRefused("it is not a clientConfig document")
    nodes = provider.all("incomingServer", "outgoingServer")
    nodes = tuple(node for node in nodes if node.attributes.get("type", "").lower() in _PROTOCOLS)
    servers = [_server(node) for node in nodes[:MAX_SERVERS]]
    named = provider.value("displayName") or provider.attributes.get("id", "")
    return ClientConfig(
        provider=printable(named)[:128],
        domains=tuple(node.text.lower() for node in provider.all("domain") if node.text),
        servers=tuple(server for server in servers if server),
        dropped=servers.count(None),
        unread=max(len(nodes) - MAX_SERVERS, 0),
    )


def fill(server: PublishedServer, address: str) -> PublishedServer | None:
    """The server with the address in its placeholders; ``None`` where the host is no host name."""
    host = host_name(_filled(server.host, address))
    if host is None:
        return None
    username = _filled(server.username, address) if server.username else None
    return replace(server, host=host, username=username)


def _filled(template: str, address: str) -> str:
    local, _, domain = address.rpartition("@")
    values = {"ADDRESS": address, "LOCALPART": local, "DOMAIN": domain}
    return _PLACEHOLDER.sub(lambda mark: values[mark[1]], template)


def _server(node: Node) -> PublishedServer | None:
    host = node.value("hostname")
    port = tcp_port(node.value("port"))
    security = _first_known(node, "socketType", SECURITY)
    if not host or port is None or security is None:
        return None
    return PublishedServer(
        protocol=_PROTOCOLS[node.attributes["type"].lower()],
        host=host[:MAX_USERNAME],
        port=port,
        security=security,
        username=plain_name(node.value("username")),
        authentication=_authentication(node),
    )


def tcp_port(text: str | None) -> int | None:
    """A port from 1 to 65535, or ``None``."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 5:
        return None
    return int(text) if 1 <= int(text) <= 65535 else None


def plain_name(text: str | None) -> str | None:
    """A user name that is short and holds no control or bidirectional character, or ``None``."""
    if not text or len(text) > MAX_USERNAME or printable(text) != text:
        return None
    return text


def _first_known(node: Node, name: str, words: dict[str, Security]) -> Security | None:
    known = (words.get(child.text.lower()) for child in node.all(name))
    return next((word for word in known if word), None)


def _authentication(node: Node) -> Authentication | None:
    """A password where one is among the published ways, else the first way that is known."""
    listed = [AUTHENTICATION.get(child.text.lower()) for child in node.all("authentication")]
    known = [way for way in listed if way]
    if "password" in known:
        return "password"
    return known[0] if known else None
