"""Routes that lead nowhere, as ``ip -j route show`` lists them (ip-route(8)). Pure."""

from __future__ import annotations

import ipaddress
import json

MAX_ROUTES = 20_000
_NOWHERE = frozenset({"blackhole", "unreachable", "prohibit"})


def dead_route(said: str, client: str) -> str:
    """The narrowest route for the client, where it leads nowhere: its kind and network.

    Empty for any other route, and where only that of everybody fits.
    """
    try:
        address, rows = ipaddress.ip_address(client), json.loads(said)
    except (ValueError, RecursionError):
        return ""
    best = (0, "")
    for row in rows[:MAX_ROUTES] if isinstance(rows, list) else ():
        network = _network(row)
        if network and network.version == address.version and address in network:
            kind = str(row.get("type", ""))
            best = max(best, (network.prefixlen, f"{kind} {network}" if kind in _NOWHERE else ""))
    return best[1]


def _network(row: object) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    target = row.get("dst") if isinstance(row, dict) else None
    try:
        return ipaddress.ip_network(str(target), strict=False)
    except ValueError:
        return None
