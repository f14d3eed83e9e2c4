"""Web addresses that may be fetched: http or https on agreed ports, nothing hidden inside."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

from mailmend.wire.names import is_host_name, to_ascii

MAX_URL = 2000
_PORTS = {"http": 80, "https": 443}
WEB_PORTS = frozenset(_PORTS.values())


@dataclass(frozen=True, slots=True)
class WebAddress:
    """One fetchable address; ``target`` is the path and query as they go on the wire."""

    scheme: Literal["http", "https"]
    host: str
    port: int
    path: str
    query: str

    @property
    def target(self) -> str:
        """What the request line asks for."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def authority(self) -> str:
        """Host and, where it is not the scheme's own, port: the Host field's value."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def names_a_mailbox(self) -> bool:
        """Whether the query holds what looks like a mail address."""
        return "@" in self.query or "%40" in self.query

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def parse(url: str, ports: frozenset[int] = WEB_PORTS) -> WebAddress:
    """The address in ``url``, its fragment dropped, where its port is one of ``ports``.

    Raises ``ValueError`` with the reason.
    """
    if len(url) > MAX_URL or any(char <= " " or char == "\x7f" for char in url):
        raise ValueError("the address is too long or holds spaces or control characters")
    try:
        parts = urlsplit(url)
        named = parts.port
    except ValueError:
        raise ValueError("the address is malformed") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError("only http and https are fetched")
    if "@" in parts.netloc:
        raise ValueError("the address holds a user name")
    port = named if named is not None else _PORTS[parts.scheme]
    if port not in ports:
        raise ValueError(f"only ports {' and '.join(map(str, sorted(ports)))} are fetched")
    scheme: Literal["http", "https"] = "https" if parts.scheme == "https" else "http"
    path, query = _quoted(parts.path or "/"), _quoted(parts.query)
    return WebAddress(scheme, _host(parts.hostname or ""), port, path, query)


def resolve(base: WebAddress, location: str, ports: frozenset[int] = WEB_PORTS) -> WebAddress:
    """Where a redirection from ``base`` leads. Raises ``ValueError`` with the reason."""
    if len(location) > MAX_URL:
        raise ValueError("the redirection is too long")
    try:
        joined = urljoin(str(base), location)
    except ValueError:
        raise ValueError("the redirection is malformed") from None
    return parse(joined, ports)


def _host(host: str) -> str:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        plain = to_ascii(host) if is_host_name(host) else None
    if plain is None or plain.rpartition(".")[2].isdigit() or plain.startswith("0x"):
        raise ValueError("the address has no usable host name")
    return plain


def _quoted(text: str) -> str:
    return quote(text, safe="!#$%&'()*+,/:;=?@[]~")
