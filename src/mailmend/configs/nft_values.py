"""Values on the right side of nftables' matches: ports, addresses, TCP flags. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mailmend.configs.packets import Packet, Told, from_network, from_range


def is_port(port: int, value: Any) -> Told:
    """Whether a value, range or service name holds the port."""
    if isinstance(value, dict) and isinstance(value.get("range"), list):
        first, last = (value["range"] + [0, 0])[:2]
        return number(first) <= port <= number(last)
    return value == port or str(value) == _SERVICES.get(port)


_SERVICES = {25: "smtp", 465: "submissions", 587: "submission"}


def is_client(
    packet: Packet, value: Any, holds: Callable[[Packet, str], Told] = from_network
) -> Told:
    """Whether a value, prefix or range holds the address that is asked about."""
    if isinstance(value, str):
        return holds(packet, value)
    if isinstance(value, dict) and isinstance(value.get("prefix"), dict):
        prefix = value["prefix"]
        return holds(packet, f"{prefix.get('addr')}/{prefix.get('len')}")
    if isinstance(value, dict) and isinstance(value.get("range"), list):
        first, last = (value["range"] + ["", ""])[:2]
        return from_range(packet, str(first), str(last))
    return None


def flag_names(value: Any) -> set[str]:
    """The flags of ``syn``, ``syn | ack`` and the like."""
    if isinstance(value, dict) and isinstance(value.get("|"), list):
        return {name for part in value["|"] for name in flag_names(part)}
    if isinstance(value, list):
        return {name for part in value for name in flag_names(part)}
    return {value} if isinstance(value, str) else set()


def number(value: Any) -> int:
    """A number as such or in digits; 0 for anything else."""
    return value if isinstance(value, int) else int(value) if str(value).isdigit() else 0
