"""The system's files for names: the resolvers of resolv.conf(5), the entries of hosts(5). Pure."""

from __future__ import annotations

import ipaddress

MAX_LINES = 5000


def nameservers(text: str) -> tuple[str, ...]:
    """The resolvers in the order in which they are asked; the C library asks three at most."""
    rows = (line.split() for line in text.split("\n")[:MAX_LINES])
    return tuple(row[1] for row in rows if len(row) > 1 and row[0] == "nameserver")[:3]


def hosts_entries(text: str, name: str) -> tuple[tuple[str, int], ...]:
    """The addresses that the file gives a name, each with its line."""
    wanted, found = name.lower().rstrip("."), []
    for number, line in enumerate(text.split("\n")[:MAX_LINES], 1):
        words = line.partition("#")[0].split()
        if wanted in (word.lower() for word in words[1:]) and _is_address(words[0]):
            found.append((words[0], number))
    return tuple(found)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return True
