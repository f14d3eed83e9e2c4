"""The one place that decides whether an address may be dialled.

The table holds the IANA special-purpose address registries (RFC 6890 and its updates) and the forms
that carry another address inside them. ``ipaddress.is_global`` is not used: it admits NAT64, 6to4,
compatible, site-local and multicast addresses.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from mailmend.wire.names import to_ascii

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Block = Literal[
    "public",
    "private",
    "shared",
    "unique-local",
    "documentation",
    "benchmarking",
    "loopback",
    "link-local",
    "multicast",
    "unspecified",
    "embedded",
    "reserved",
]

ATTACHABLE: frozenset[Block] = frozenset(
    {"private", "shared", "unique-local", "documentation", "benchmarking"}
)
VISITOR_PORTS = frozenset({25, 26, 80, 110, 143, 443, 465, 587, 993, 995, 2525})
"""Where a mail server or its settings may be looked for on behalf of a visitor."""

NEVER: frozenset[Block] = frozenset({"multicast", "unspecified", "reserved"})

_TABLE: dict[str, Block] = {
    # IPv4 (iana-ipv4-special-registry) and multicast (RFC 5771)
    "0.0.0.0/8": "unspecified",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "shared",
    "127.0.0.0/8": "loopback",
    "169.254.0.0/16": "link-local",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "reserved",
    "192.0.0.9/32": "public",
    "192.0.0.10/32": "public",
    "192.0.2.0/24": "documentation",
    "192.88.99.0/24": "reserved",
    "192.168.0.0/16": "private",
    "198.18.0.0/15": "benchmarking",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
    # IPv6 (iana-ipv6-special-registry); only 2000::/3 is assigned for global unicast
    "::/0": "reserved",
    "2000::/3": "public",
    "::/96": "embedded",  # IPv4-compatible, deprecated by RFC 4291
    "::/128": "unspecified",
    "::1/128": "loopback",
    "::ffff:0:0/96": "embedded",  # IPv4-mapped
    "::ffff:0:0:0/96": "embedded",  # IPv4-translated (RFC 2765)
    "64:ff9b::/96": "embedded",  # NAT64 (RFC 6052)
    "64:ff9b:1::/48": "embedded",  # local NAT64 (RFC 8215)
    "2001::/23": "reserved",
    "2001::/32": "embedded",  # Teredo
    "2001:1::1/128": "public",
    "2001:1::2/128": "public",
    "2001:1::3/128": "public",
    "2001:2::/48": "benchmarking",
    "2001:3::/32": "public",
    "2001:4:112::/48": "public",
    "2001:20::/28": "public",
    "2001:30::/28": "public",
    "2001:db8::/32": "documentation",
    "2002::/16": "embedded",  # 6to4
    "3fff::/20": "documentation",
    "fc00::/7": "unique-local",
    "fe80::/10": "link-local",
    "fec0::/10": "reserved",  # site-local, deprecated by RFC 3879
    "ff00::/8": "multicast",
}
_BLOCKS: tuple[tuple[Network, Block], ...] = tuple(
    sorted(
        ((ipaddress.ip_network(text), block) for text, block in _TABLE.items()),
        key=lambda row: -row[0].prefixlen,
    )
)


def classify(address: str) -> Block:
    """The block of an address literal, by its most specific prefix.

    Raises ``ValueError`` where the text is not a plain address (a zone as in ``fe80::1%eth0`` is
    part of a link-local address).
    """
    parsed = ipaddress.ip_address(address)
    for network, block in _BLOCKS:
        if parsed.version == network.version and parsed in network:
            return block
    return "public"


@dataclass(frozen=True, slots=True)
class EgressPolicy:
    """Who may be dialled: public addresses always, others as the fields say.

    ``typed_hosts`` are names the person typed; ``blocks`` are further blocks open to every host,
    ``networks`` further networks that the operator allows. ``strangers`` are names that are never
    dialled, ``ports`` the only ports that are; ``None`` leaves the ports open.
    """

    typed_hosts: frozenset[str] = frozenset()
    blocks: frozenset[Block] = frozenset()
    networks: tuple[Network, ...] = ()
    strangers: frozenset[str] = frozenset()
    ports: frozenset[int] | None = None

    @classmethod
    def public(cls) -> EgressPolicy:
        """Public addresses only, whoever asks; for probing on behalf of strangers."""
        return cls()

    @classmethod
    def for_visitor(
        cls, networks: Iterable[Network] = (), ports: Iterable[int] = ()
    ) -> EgressPolicy:
        """The policy of a page that anybody may use: public addresses and mail ports.

        ``networks`` and ``ports`` are what the operator allows besides.
        """
        return cls(networks=tuple(networks), ports=VISITOR_PORTS | frozenset(ports))

    def without(self, strangers: Iterable[str]) -> EgressPolicy:
        """The same, but these names are never dialled."""
        return replace(self, strangers=frozenset(_plain(host) for host in strangers))

    @classmethod
    def for_operator(
        cls,
        typed_hosts: Iterable[str] = (),
        own_addresses: Iterable[str] = (),
        resolver: str | None = None,
    ) -> EgressPolicy:
        """The policy of the command line, where a person works from their own machine.

        A typed host may have any unicast address. A host that was only found (MX, SRV,
        autoconfiguration) may be in the private-use and documentation blocks only where this
        machine itself is attached to such a block, and on loopback only where the person chose a
        ``resolver`` there.
        """
        attached = {classify(own) for own in own_addresses} & ATTACHABLE
        blocks: set[Block] = set(ATTACHABLE) if attached else set()
        if resolver is not None and classify(resolver) == "loopback":
            blocks.add("loopback")
        return cls(frozenset(_plain(host) for host in typed_hosts), frozenset(blocks))

    def refusal(self, host: str, address: str, port: int | None = None) -> str | None:
        """Why ``address``, found for ``host``, must not be dialled; ``None``: it may be."""
        if _plain(host) in self.strangers:
            return f"{host} has nothing to do with the domain of the address"
        if self.ports is not None and port is not None and port not in self.ports:
            return f"port {port} is not a port for mail"
        try:
            block = classify(address)
        except ValueError:
            return "not an IP address"
        if block == "public" or block in self.blocks or self.is_open(address):
            return None
        if _plain(host) in self.typed_hosts and block not in NEVER:
            return None
        return f"{address} is not a public address ({block})"

    def is_open(self, address: str) -> bool:
        """Whether the operator allows the network that the address lies in."""
        parsed = ipaddress.ip_address(address)
        return any(
            parsed.version == network.version and parsed in network for network in self.networks
        )


def _plain(host: str) -> str:
    plain = host.strip().strip("[]").rstrip(".").lower()
    return to_ascii(plain) or plain
