"""Servers worth trying where nothing is published: the usual host names on the usual ports.

These are guesses, so they are no facts; each is tried before a word is said about it. The order is
that of the hosts in published provider lists. Implicit TLS goes before STARTTLS (RFC 8314 section
3.3); ports without TLS are never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from mailmend.case import Security
from mailmend.facts import PublishedServer
from mailmend.probes._published import own_domain
from mailmend.wire.domain_names import host_name, same_owner

Protocol = Literal["smtp", "imap", "pop3"]

_NAMES: dict[Protocol, tuple[str, ...]] = {
    "smtp": ("smtp.{}", "mail.{}", "{}"),
    "imap": ("imap.{}", "mail.{}", "{}"),
    "pop3": ("pop.{}", "pop3.{}", "mail.{}"),
}
_ENDPOINTS: dict[Protocol, tuple[tuple[int, Security], ...]] = {
    "smtp": ((465, "tls"), (587, "starttls")),
    "imap": ((993, "tls"), (143, "starttls")),
    "pop3": ((995, "tls"), (110, "starttls")),
}


def common_servers(
    address: str, mx: Sequence[str] = (), protocols: Sequence[Protocol] = ("smtp", "imap", "pop3")
) -> tuple[PublishedServer, ...]:
    """Candidate servers for ``address``, the likeliest first; none at a public suffix.

    An exchanger of the domain's own (of ``mx``, by preference) is a candidate host as well.
    """
    domain = own_domain(address)
    if domain is None:
        return ()
    return tuple(
        PublishedServer(protocol, host, port, security, username=address)
        for protocol in protocols
        for host in dict.fromkeys(_hosts(protocol, domain, mx))
        for port, security in _ENDPOINTS[protocol]
    )


def _hosts(protocol: Protocol, domain: str, mx: Sequence[str]) -> Iterator[str]:
    yield from (name.format(domain) for name in _NAMES[protocol])
    exchangers = filter(None, map(host_name, mx[:2]))
    yield from (host for host in exchangers if same_owner(host, domain))
