"""Whom to ask for names: the resolver of the person's choice, or the system's with its hosts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from mailmend.case import InputError, parse_port, printable

RESOLV_CONF = Path("/etc/resolv.conf")
HOSTS = Path("/etc/hosts")
MAX_SERVERS = 3
MAX_FILE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Resolver:
    """One name server: an address literal and a port."""

    address: str
    port: int = 53

    def __str__(self) -> str:
        return self.address if self.port == 53 else f"{self.address} port {self.port}"


def parse_resolver(text: str) -> Resolver:
    """``IP``, ``IP:PORT`` or ``[IPv6]:PORT``. Raises ``InputError``."""
    host, colon, port = text.strip(), "", ""
    if host.startswith("["):
        host, _, rest = host[1:].partition("]")
        colon, port = rest[:1], rest[1:]
    elif host.count(":") == 1:
        host, colon, port = host.partition(":")
    try:
        address = str(ipaddress.ip_address(host))
    except ValueError:
        shown = printable(text)[:60]
        raise InputError(f"the resolver {shown} is not IP or IP:PORT, such as 192.0.2.53") from None
    return Resolver(address, parse_port(port, "the resolver's port") if colon else 53)


def system_resolvers(path: Path = RESOLV_CONF) -> tuple[Resolver, ...]:
    """The name servers of resolv.conf(5), at most three; this machine where it names none."""
    found: list[Resolver] = []
    for words in _lines(path):
        if words[0] == "nameserver" and len(words) > 1:
            try:
                found.append(Resolver(str(ipaddress.ip_address(words[1]))))
            except ValueError:
                continue
    return tuple(found[:MAX_SERVERS]) or (Resolver("127.0.0.1"),)


def hosts_table(path: Path = HOSTS) -> dict[str, tuple[str, ...]]:
    """The names of hosts(5), in lower case, with their addresses in the file's order."""
    table: dict[str, tuple[str, ...]] = {}
    for address, *names in _lines(path):
        try:
            plain = str(ipaddress.ip_address(address))
        except ValueError:
            continue
        for name in names:
            key = name.lower().removesuffix(".")
            table[key] = (*table.get(key, ()), plain)
    return table


def _lines(path: Path) -> list[list[str]]:
    """The words of each line without comments; an unreadable file has none."""
    try:
        with path.open("rb") as stream:
            text = stream.read(MAX_FILE).decode("utf-8", "replace")
    except OSError:
        return []
    lines = (line.partition("#")[0].partition(";")[0].split() for line in text.splitlines())
    return [words for words in lines if words]
