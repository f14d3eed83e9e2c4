"""Whether an address is in a list of networks as mail servers write them. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable


def covers(networks: Iterable[str], address: str) -> bool | None:
    """Whether the first entry that fits lets the address in; ``!`` before an entry keeps it out.

    ``None`` where no entry fits but one could not be read, such as a table.
    """
    try:
        client = ipaddress.ip_address(address)
    except ValueError:
        return None
    unread = False
    for entry in networks:
        network = _network(entry.lstrip("!"))
        if network is None:
            unread = True
        elif client.version == network.version and client in network:
            return not entry.startswith("!")
    return None if unread else False


def _network(entry: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    plain = entry.replace("[", "").replace("]", "")
    try:
        return ipaddress.ip_network(plain, strict=False)
    except ValueError:
        return None
