"""Facts of published settings: what clients are told to use for an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from mailmend.case import Authentication, Security
from mailmend.facts.base import Fact

Origin = Literal["autoconfig", "well-known", "srv", "autodiscover", "provider-database", "ispdb"]


@dataclass(frozen=True, slots=True)
class PublishedServer:
    """One server as published; ``username`` is the form with the address filled in."""

    protocol: Literal["smtp", "imap", "pop3"]
    host: str
    port: int
    security: Security
    username: str | None = None
    authentication: Authentication | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSettings(Fact):
    """Settings published for the address's domain.

    ``trusted``: every hop was HTTPS with a good certificate, or the data is bundled. ``hint``
    tells what the provider asks for first (an app password, a switch to turn on).
    """

    kind: ClassVar[str] = "published-settings"
    origin: Origin
    url: str
    servers: tuple[PublishedServer, ...] = ()
    trusted: bool = False
    provider: str = ""
    hint: str = ""
