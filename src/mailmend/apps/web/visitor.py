"""Who is asking: a random cookie, the token its forms carry, and the network it comes from."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from mailmend.apps.web.config import WebConfig
from mailmend.io.egress import Network

MAX_AGE_S = 30 * 24 * 3600
MAX_HOPS = 20
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}\Z")


class Forged(Exception):
    """A form without the token that its page had."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser; ``token`` is the secret of its cookie, ``fresh`` if it did not have one yet."""

    token: str
    fresh: bool = False

    @property
    def csrf(self) -> str:
        """What the forms of this visitor carry; nobody can make it without the cookie."""
        return hmac.new(self.token.encode(), b"form", hashlib.sha256).hexdigest()[:32]


def cookie_name(config: WebConfig) -> str:
    """The cookie; bound to this very host where it can be (RFC 6265bis, ``__Host-``)."""
    return "__Host-mailmend" if config.secure else "mailmend"


def visitor_of(request: Request, config: WebConfig) -> Visitor:
    """The visitor of a request; a new one where there is no usable cookie."""
    token = request.cookies.get(cookie_name(config), "")
    return Visitor(token) if _TOKEN.match(token) else Visitor(secrets.token_urlsafe(16), fresh=True)


def remember(response: Response, visitor: Visitor, config: WebConfig) -> None:
    """Set the cookie."""
    response.set_cookie(
        cookie_name(config),
        visitor.token,
        max_age=MAX_AGE_S,
        path="/",
        secure=config.secure,
        httponly=True,
        samesite="lax",
    )


def check_form(visitor: Visitor, sent: str) -> None:
    """Raises ``Forged`` where the form does not carry this visitor's token."""
    if visitor.fresh or not hmac.compare_digest(visitor.csrf.encode(), sent.encode()):
        raise Forged


def client_address(request: Request, proxies: Sequence[Network]) -> str:
    """The visitor's address: the peer's, or what the configured proxies say of it.

    X-Forwarded-For is read from its end, as far as trusted proxies wrote it.
    """
    peer = request.client.host if request.client else "0.0.0.0"  # noqa: S104 (no address is known)
    hops = [
        hop.strip()
        for header in request.headers.getlist("x-forwarded-for")
        for hop in header.split(",")
    ]
    for hop in reversed(hops[-MAX_HOPS:]):
        if not _is_in(peer, proxies) or not _is_address(hop):
            break
        peer = hop
    return peer


def networks_of(address: str) -> tuple[str, ...]:
    """What limits count: an IPv4 address; of IPv6 the /64 and the /48 it lies in."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ("unknown",)
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return (str(parsed.ipv4_mapped),)
        return tuple(str(ipaddress.ip_network((parsed, size), strict=False)) for size in (64, 48))
    return (str(parsed),)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    if not _is_address(address):
        return False
    parsed = ipaddress.ip_address(address)
    return any(parsed.version == network.version and parsed in network for network in networks)
