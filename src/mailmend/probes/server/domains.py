"""Whether the mailbox's domain is received here, by its MX record and the server's addresses."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable

from mailmend.probes.server.host import Host

MAX_EXCHANGERS = 10
_INSIDE = tuple(
    ipaddress.ip_network(block)
    for block in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    )
)


async def received_here(
    host: Host, domain: str, own_name: str
) -> tuple[bool | None, tuple[str, ...]]:
    """Whether the domain's mail comes to this server, and its MX hosts.

    ``None`` where that cannot be told: no MX, a server behind address translation.
    """
    answer = await host.dns.ask(domain, "MX")
    exchangers = tuple(name.lower().rstrip(".") for name in answer.mx)[:MAX_EXCHANGERS]
    if not exchangers:
        return None, ()
    if own_name.lower().rstrip(".") in exchangers:
        return True, exchangers
    theirs: set[str] = set()
    for name in exchangers:
        for rtype in ("A", "AAAA"):
            theirs |= set((await host.dns.ask(name, rtype)).records)
    own = await own_addresses(host)
    if {_plain(one) for one in theirs} & own:
        return True, exchangers
    outside = any(not _inside(one) for one in own)
    return (False if theirs and outside else None), exchangers


async def own_addresses(host: Host) -> set[str]:
    """The server's own addresses, loopback and link-local ones left out."""
    return _addresses(await host.output("ip", "-j", "address") or "")


def _addresses(text: str) -> set[str]:
    """The addresses of ``ip -j address``, loopback and link-local ones left out."""
    try:
        links = json.loads(text)
    except (ValueError, RecursionError):
        return set()
    found: set[str] = set()
    for link in links if isinstance(links, list) else []:
        infos = link.get("addr_info") if isinstance(link, dict) else None
        found |= _globals(infos if isinstance(infos, list) else [])
    return found


def _globals(infos: Iterable[object]) -> set[str]:
    return {
        _plain(str(info["local"]))
        for info in infos
        if isinstance(info, dict) and info.get("scope") == "global" and "local" in info
    }


def _plain(address: str) -> str:
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return address


def _inside(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return True
    return any(parsed in block for block in _INSIDE if block.version == parsed.version)
