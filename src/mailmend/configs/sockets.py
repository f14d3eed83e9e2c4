"""What ``ss`` lists: TCP ports and socket files that are listened on. Pure."""

from __future__ import annotations

import re

MAX_LINES = 5000


def tcp_listeners(text: str) -> tuple[tuple[str, int], ...]:
    """Local address and port of each line of ``ss -ltnH``; ``*`` is every address."""
    found = []
    for line in text.split("\n")[:MAX_LINES]:
        words = line.split()
        if len(words) < 4 or words[0] != "LISTEN":
            continue
        address, _, port = words[3].rpartition(":")
        if port.isdigit():
            found.append((_plain(address), int(port)))
    return tuple(dict.fromkeys(found))


def _plain(address: str) -> str:
    plain = address.partition("%")[0].strip("[]")
    return "*" if plain in {"0.0.0.0", "::", "*", ""} else plain  # noqa: S104 (read, not bound)


def socket_files(text: str) -> frozenset[str]:
    """The paths of each line of ``ss -lxH``, ``/var/run`` written as ``/run``."""
    paths = (word for line in text.split("\n")[:MAX_LINES] for word in line.split()[4:5])
    return frozenset(under_run(path) for path in paths if path.startswith("/"))


def under_run(path: str) -> str:
    """The path with ``/var/run``, which is a link, written as ``/run``."""
    return re.sub(r"^/var/run(?=/)", "/run", re.sub(r"/{2,}", "/", path))


def tcp_endpoint(text: str) -> tuple[str, int] | None:
    """Host and port of ``inet:host:port``, ``inet:port@host`` or ``host:port``; else ``None``."""
    rest = re.sub(r"^(?:inet6?|tcp):", "", text.strip())
    swapped = re.fullmatch(r"(\d{1,5})@(\S{1,255})", rest)
    if swapped:
        return swapped[2].strip("[]"), int(swapped[1])
    straight = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^\s:\[\]]{1,255}):(\d{1,5})", rest)
    return (straight[1].strip("[]"), int(straight[2])) if straight else None


def is_here(host: str) -> bool:
    """Whether an endpoint's host is the server itself."""
    return host in {"localhost", "::1"} or host.startswith("127.")


def is_inward(interface: str) -> bool:
    """Whether a setting of where to listen names the loopback alone (postconf(5), spec 13.1)."""
    plain = interface.strip("[]")
    return plain == "loopback-only" or is_here(plain)
