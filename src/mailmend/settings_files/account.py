"""The account that every format renders: an address and two servers, checked to be usable.

A password is never part of it. Values that could hide something (control or bidirectional
characters, line ends) are refused, for a changed value would not be the one that worked.
"""

from __future__ import annotations

import ipaddress
import unicodedata
from dataclasses import dataclass
from typing import Literal

from mailmend.case import Incoming, InputError, Outgoing, Security, parse_address, printable
from mailmend.facts import PublishedServer
from mailmend.wire.domain_names import host_name

MAX_USERNAME = 254
_PASSWORD_WAYS = ("password", "cram-md5", "ntlm", "http-md5")


class NotUsable(ValueError):
    """The settings cannot be written in that format; the message says why in one clause."""


@dataclass(frozen=True, slots=True)
class Server:
    """One server of the account, complete: TLS always, a login always."""

    protocol: Literal["smtp", "imap", "pop3"]
    host: str
    port: int
    security: Literal["starttls", "tls"]
    username: str
    authentication: str


@dataclass(frozen=True, slots=True)
class Account:
    """What a mail program needs; ``address`` carries its domain as A-labels (RFC 5890)."""

    address: str
    outgoing: Server
    incoming: Server | None = None

    @property
    def domain(self) -> str:
        """The domain of the address."""
        return self.address.rpartition("@")[2]

    @property
    def receiving(self) -> Server:
        """The incoming server. Raises ``NotUsable`` where none was seen to work."""
        if self.incoming is None:
            raise NotUsable("no incoming (IMAP or POP3) login was seen to work, and it needs one")
        return self.incoming


def account_of(
    address: str, outgoing: Outgoing, incoming: PublishedServer | Incoming | None = None
) -> Account:
    """The account of settings that worked. Raises ``NotUsable`` where they must not be given out.

    An incoming server that is not complete or not encrypted is left out.
    """
    sending = _server("smtp", outgoing)
    receiving = None
    if incoming is not None and incoming.protocol in ("imap", "pop3"):
        try:
            receiving = _server(incoming.protocol, incoming)
        except NotUsable:
            receiving = None
    return Account(checked_address(address), sending, receiving)


def checked_address(address: str) -> str:
    """The address with A-labels. Raises ``NotUsable`` where it is none or hides something."""
    try:
        checked = parse_address(address)
    except InputError as refusal:
        raise NotUsable(str(refusal)) from None
    local, _, domain = checked.rpartition("@")
    name = host_name(domain)
    if name is None:
        raise NotUsable(f"{printable(domain)[:100]} is not a domain name")
    return f"{_plain('address', local)}@{name}"


def _server(
    protocol: Literal["smtp", "imap", "pop3"], found: Outgoing | Incoming | PublishedServer
) -> Server:
    authentication = found.authentication or "password"
    if authentication not in (*_PASSWORD_WAYS, "oauth2"):
        raise NotUsable("the settings send without a login, which works from some networks only")
    if not found.port or not 1 <= found.port <= 65535:
        raise NotUsable("the port is not known")
    return Server(
        protocol,
        _host(found.host or ""),
        found.port,
        _encrypted(found.security),
        _plain("user name", found.username or ""),
        authentication,
    )


def _encrypted(security: Security | None) -> Literal["starttls", "tls"]:
    if security not in ("starttls", "tls"):
        raise NotUsable("the settings are not encrypted, and such settings are never given out")
    return security


def _host(host: str) -> str:
    name = host_name(host)
    if name is not None:
        return name
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        raise NotUsable(f"{printable(host)[:100]} is not a host name") from None


def _plain(what: str, text: str) -> str:
    if not text or len(text) > MAX_USERNAME:
        raise NotUsable(f"the {what} is empty or longer than {MAX_USERNAME} characters")
    if any(not char.isprintable() or _hides(char) for char in text):
        raise NotUsable(f"the {what} {printable(text)[:100]} holds a hidden character")
    return text


def _hides(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def stripped(text: str, limit: int = 128) -> str:
    """A text for people, such as an organisation's name, without anything hidden in it."""
    kept = "".join(char for char in text if char.isprintable() and not _hides(char))
    return kept.strip()[:limit]
