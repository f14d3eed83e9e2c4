"""Outlook's plain-XML autodiscover: the request, and the servers or redirection in the reply.

Element names and defaults: Microsoft's POX Autodiscover reference (SSL and SPA are on when
absent; Encryption, where present, overrides SSL; a missing LoginName is the part before the @).
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

from mailmend.case import Authentication, Security, printable
from mailmend.facts.published import PublishedServer
from mailmend.wire.autoconfig_xml import MAX_SERVERS, plain_name, tcp_port
from mailmend.wire.domain_names import host_name
from mailmend.wire.safe_xml import Node, XmlRefused, parse_xml

_REQUEST = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"
_RESPONSE = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"

Kind = Literal["smtp", "imap", "pop3"]
_TYPES: dict[str, Kind] = {"smtp": "smtp", "imap": "imap", "pop3": "pop3", "pop": "pop3"}
_ENCRYPTION: dict[str, Security] = {"none": "none", "ssl": "tls", "tls": "starttls"}
_CLEAR_PORT: dict[Kind, int] = {"smtp": 25, "imap": 143, "pop3": 110}
_TLS_PORT: dict[Kind, int] = {"smtp": 465, "imap": 993, "pop3": 995}


@dataclass(frozen=True, slots=True)
class AutodiscoverReply:
    """What one reply says: servers, or where to ask next, or an error message of the server."""

    servers: tuple[PublishedServer, ...] = ()
    redirect_address: str = ""
    redirect_url: str = ""
    error: str = ""
    dropped: int = 0
    unread: int = 0


def request_body(address: str) -> str:
    """The XML that asks for the settings of ``address``."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<Autodiscover xmlns="{_REQUEST}"><Request>'
        f"<EMailAddress>{escape(address)}</EMailAddress>"
        f"<AcceptableResponseSchema>{_RESPONSE}</AcceptableResponseSchema>"
        "</Request></Autodiscover>"
    )


def parse_autodiscover(data: bytes, address: str) -> AutodiscoverReply:
    """The reply for ``address``. Raises ``XmlRefused``."""
    root = parse_xml(data)
    response = root.first("Response") if root.name.lower() == "autodiscover" else None
    if response is None:
        raise XmlRefused("it is not an Autodiscover reply")
    account, error = response.first("Account"), response.first("Error")
    if account is None:
        said = (error.value("Message") if error else None) or "no account in the reply"
        return AutodiscoverReply(error=printable(said)[:200])
    nodes = tuple(node for node in account.all("Protocol") if _kind(node))
    servers = [_server(node, account, address) for node in nodes[:MAX_SERVERS]]
    return AutodiscoverReply(
        servers=tuple(server for server in servers if server),
        redirect_address=plain_name(account.value("RedirectAddr")) or "",
        redirect_url=plain_name(account.value("RedirectUrl")) or "",
        dropped=servers.count(None),
        unread=max(len(nodes) - MAX_SERVERS, 0),
    )


def _kind(node: Node) -> Kind | None:
    name = node.value("Type") or node.attributes.get("Type", "")
    return _TYPES.get(name.lower())


def _server(node: Node, account: Node, address: str) -> PublishedServer | None:
    kind, host = _kind(node), host_name(node.value("Server") or "")
    said = node.value("Port")
    if kind is None or host is None or (said is not None and tcp_port(said) is None):
        return None
    port = tcp_port(said)
    security = _security(node, kind, port)
    if port is None:
        port = _TLS_PORT[kind] if security == "tls" else _CLEAR_PORT[kind]
    authentication = _authentication(node)
    return PublishedServer(
        protocol=kind,
        host=host,
        port=port,
        security=security,
        username=None if authentication == "none" else _username(node, account, address),
        authentication=authentication,
    )


def _is_on(node: Node, name: str, default: bool) -> bool:
    text = node.value(name)
    return default if text is None else text.lower() in {"on", "true"}


def _security(node: Node, kind: Kind, port: int | None) -> Security:
    """``SSL`` is TLS at once, ``TLS`` is STARTTLS; where it is left open, the port decides."""
    word = (node.value("Encryption") or "").lower()
    if word in _ENCRYPTION:
        return _ENCRYPTION[word]
    if not word and not _is_on(node, "SSL", default=True):
        return "none"
    return "starttls" if port in {_CLEAR_PORT[kind], 587} else "tls"


def _authentication(node: Node) -> Authentication:
    if not _is_on(node, "AuthRequired", default=True):
        return "none"
    return "ntlm" if _is_on(node, "SPA", default=True) else "password"


def _username(node: Node, account: Node, address: str) -> str:
    found = plain_name(node.value("LoginName"))
    if found is None and _is_on(node, "UsePOPAuth", default=False):
        others = (other for other in account.all("Protocol") if _kind(other) in {"imap", "pop3"})
        names = (plain_name(other.value("LoginName")) for other in others)
        found = next((name for name in names if name), None)
    if found is None:
        whole = _is_on(node, "DomainRequired", default=False)
        return address if whole else address.rpartition("@")[0]
    domain = plain_name(node.value("DomainName"))
    if domain and "@" not in found and _is_on(node, "DomainRequired", default=False):
        return f"{found}@{domain}"
    return found


def requested_address(data: bytes) -> str:
    """The address that a request asks for. Raises ``XmlRefused``."""
    root = parse_xml(data)
    request = root.first("Request") if root.name.lower() == "autodiscover" else None
    address = plain_name(request.value("EMailAddress")) if request is not None else None
    if address is None:
        raise XmlRefused("it is not an Autodiscover request for an address")
    return address
