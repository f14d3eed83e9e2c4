"""How one server is set up; every value comes from the command line of ``mailmend serve``."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from mailmend.case import InputError, printable
from mailmend.io.egress import Network
from mailmend.secret import Secret


@dataclass(frozen=True, slots=True)
class Rates:
    """How much one visitor, one mailbox and one domain may ask: at once, and per hour."""

    visitor: tuple[float, float] = (10, 60)
    visitor_network: tuple[float, float] = (40, 240)
    domain: tuple[float, float] = (20, 60)
    password_mailbox: tuple[float, float] = (3, 3)
    password_visitor: tuple[float, float] = (10, 10)
    messages_mailbox: tuple[float, float] = (3, 3)
    connections_address: tuple[float, float] = (60, 60)


@dataclass(frozen=True, slots=True)
class Oidc:
    """The identity provider at which people of the desk may sign in, as they know it (``name``)."""

    issuer: str
    client_id: str
    client_secret: Secret | None = field(default=None, repr=False)
    name: str = "single sign-on"


@dataclass(frozen=True, slots=True)
class WebConfig:
    """The set-up of one server.

    ``public_url`` is how visitors reach it; its host, and ``hosts``, are the only Host names that
    are answered. ``proxies`` are the networks whose X-Forwarded-For is believed. ``networks`` are
    further networks that may be dialled, ``ports`` further ports. ``runs_at_once`` diagnoses run,
    ``waiting`` more wait.
    ``budget_s`` is what one may take, in seconds; ``keep_days`` is how long a case is kept
    that nobody of a desk took, ``keep_solved_days`` one that the desk solved, in days after the
    last thing that happened in it.
    """

    database: str
    state_dir: Path
    public_url: str = "http://127.0.0.1:8025"
    hosts: tuple[str, ...] = ()
    proxies: tuple[Network, ...] = ()
    networks: tuple[Network, ...] = ()
    ports: tuple[int, ...] = ()
    resolver: str | None = None
    ca_files: tuple[str, ...] = ()
    runs_at_once: int = 4
    waiting: int = 16
    budget_s: float = 60.0
    keep_days: int = 30
    keep_solved_days: int = 365
    organization: str = ""
    sign_cert: str | None = None
    sign_key: str | None = None
    sign_chain: str | None = None
    rates: Rates = field(default_factory=Rates)
    oidc: Oidc | None = None

    @property
    def secure(self) -> bool:
        """Whether visitors come over HTTPS."""
        return self.public_url.startswith("https://")

    @property
    def origins(self) -> frozenset[str]:
        """The origins whose forms are taken (scheme, host and port as browsers write them)."""
        scheme = "https" if self.secure else "http"
        return frozenset({_origin(self.public_url), *(f"{scheme}://{host}" for host in self.hosts)})

    @property
    def host_names(self) -> frozenset[str]:
        """The Host values that are answered, with their port where it is not the usual one."""
        return frozenset(origin.partition("://")[2] for origin in self.origins)


def checked_url(url: str) -> str:
    """A public URL without a path. Raises ``InputError``."""
    parts = urlsplit(url) if url.isascii() and url.isprintable() else None
    usable = parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)
    if parts is None or not usable or parts.path.strip("/") or parts.query or parts.username:
        raise InputError(
            f"--public-url {printable(url)[:100]} must be like https://mail.example.org"
        )
    return _origin(url)


def networks(texts: tuple[str, ...], option: str) -> tuple[Network, ...]:
    """The networks in CIDR form. Raises ``InputError``."""
    try:
        return tuple(ipaddress.ip_network(text) for text in texts)
    except ValueError as fault:
        raise InputError(f"{option} takes a network such as 10.0.0.0/8: {fault}") from None


def _origin(url: str) -> str:
    parts = urlsplit(url.lower())
    usual = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}" + (
        f":{parts.port}" if parts.port not in (None, usual) else ""
    )
