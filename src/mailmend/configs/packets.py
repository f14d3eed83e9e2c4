"""A new connection from outside, and how far a packet filter's rule can be told to fit it. Pure.

Every test has three outcomes: it fits, it does not, or it cannot be told (``None``). The connection
is an ordinary one: within every limit, on no list of recent offenders, without a mark, and to an
address of the server's own.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

NARROW = {4: 9, 6: 17}
"""Prefixes from these lengths on hold so few that an unknown client is not among them."""


@dataclass(frozen=True, slots=True)
class Packet:
    """The first packet of a connection to a port; ``client`` is empty where it is not known.

    ``interface`` and ``own`` are where it comes in and the server's address there. ``lists`` are
    the members of the address sets that are known by name (ipset(8)).
    """

    port: int
    family: Literal["ipv4", "ipv6"]
    client: str = ""
    interface: str = ""
    own: str = ""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filtered:
    """What a filter does with it: the deciding rule, and whether it is about the client alone.

    ``chain`` is the chain that the rule stands in, with its table where the filter names one.
    """

    accepted: bool
    rule: str
    about_client: bool = False
    chain: str = field(default="", compare=False)


Told = bool | None


def both(outcomes: Iterable[Told]) -> Told:
    """All fit, one does not, or it cannot be told."""
    seen = list(outcomes)
    if False in seen:
        return False
    return None if None in seen else True


def either(outcomes: Iterable[Told]) -> Told:
    """One fits, none does, or it cannot be told."""
    seen = list(outcomes)
    if True in seen:
        return True
    return None if None in seen else False


def inverted(found: Told) -> Told:
    """The opposite, as far as it can be told."""
    return None if found is None else not found


def settled(end: Filtered, maybe: Iterable[bool]) -> Filtered | None:
    """The decision, unless a rule that could not be told may have decided otherwise before."""
    return end if all(accepted == end.accepted for accepted in maybe) else None


def from_network(packet: Packet, network: str) -> Told:
    """Whether the client is in that network; one that is not known is in none that is narrow."""
    try:
        wanted = ipaddress.ip_network(network, strict=False)
    except ValueError:
        return None
    if wanted.version != (4 if packet.family == "ipv4" else 6):
        return False
    if wanted.prefixlen == 0:
        return True
    if packet.client:
        return ipaddress.ip_address(packet.client) in wanted
    return False if wanted.prefixlen >= NARROW[wanted.version] else None


def from_range(packet: Packet, first: str, last: str) -> Told:
    """Whether the client is between two addresses."""
    if not packet.client:
        return None
    try:
        low, high = ipaddress.ip_address(first), ipaddress.ip_address(last)
        client = ipaddress.ip_address(packet.client)
    except ValueError:
        return None
    if not low.version == high.version == client.version:
        return False
    return int(low) <= int(client) <= int(high)


def in_list(packet: Packet, name: str) -> Told:
    """Whether the client is in an address set that is known by name."""
    members = packet.lists.get(name)
    return None if members is None else either(from_network(packet, one) for one in members)


def to_address(packet: Packet, network: str) -> Told:
    """Whether the server's address, as the packet bears it, is in that network."""
    try:
        wanted = ipaddress.ip_network(network, strict=False)
    except ValueError:
        return None
    if wanted.version != (4 if packet.family == "ipv4" else 6) or wanted.is_multicast:
        return False
    if wanted.prefixlen == 0:
        return True
    return ipaddress.ip_address(packet.own) in wanted if packet.own else None


def by_interface(packet: Packet, pattern: str) -> Told:
    """Whether it comes in there; ``+`` or ``*`` at the end stands for any rest of the name."""
    if pattern == "lo":
        return False
    if not packet.interface:
        return None
    stem = pattern.rstrip("+*")
    return packet.interface.startswith(stem) if stem != pattern else packet.interface == pattern
