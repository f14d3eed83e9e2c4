"""A new connection from outside, and how far a packet filter's rule can be told to fit it. Pure.

Every test has three outcomes: it fits, it does not, or it cannot be told (``None``).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Packet:
    """The first packet of a connection to a port; ``client`` is empty where it is not known."""

    port: int
    family: Literal["ipv4", "ipv6"]
    client: str = ""


@dataclass(frozen=True, slots=True)
class Filtered:
    """What a filter does with it: the deciding rule, and whether it is about the client alone."""

    accepted: bool
    rule: str
    about_client: bool = False


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


def from_network(packet: Packet, network: str) -> Told:
    """Whether the client is in that network."""
    try:
        wanted = ipaddress.ip_network(network, strict=False)
    except ValueError:
        return None
    if wanted.version != (4 if packet.family == "ipv4" else 6):
        return False
    if wanted.prefixlen == 0:
        return True
    return ipaddress.ip_address(packet.client) in wanted if packet.client else None


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
