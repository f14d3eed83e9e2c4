"""The addresses of this machine's own interfaces."""

from __future__ import annotations

import socket
import struct
from pathlib import Path

_SIOCGIFCONF = 0x8912
_ROOM = 128 * 40
_FAR = ("192.0.2.1", "10.0.0.1", "2001:db8::1", "2000::1")


def own_addresses() -> frozenset[str]:
    """All addresses of this machine, loopback among them; sends nothing.

    On systems without Linux's interfaces only the source addresses of a few routes are known.
    """
    return frozenset((*_listed_v4(), *_listed_v6(), *filter(None, map(_source_for, _FAR))))


def _listed_v4() -> list[str]:
    try:
        import array
        import fcntl

        room = array.array("B", bytes(_ROOM))
        request = struct.pack("iP", _ROOM, room.buffer_info()[0])
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            used = struct.unpack("iP", fcntl.ioctl(sock, _SIOCGIFCONF, request))[0]
    except (ImportError, OSError):
        return []
    data = room.tobytes()[:used]
    return [socket.inet_ntoa(data[at + 20 : at + 24]) for at in range(0, len(data) - 39, 40)]


def _listed_v6() -> list[str]:
    try:
        lines = Path("/proc/net/if_inet6").read_text("ascii").splitlines()
    except (OSError, UnicodeError):
        return []
    return [socket.inet_ntop(socket.AF_INET6, bytes.fromhex(line[:32])) for line in lines if line]


def _source_for(destination: str) -> str | None:
    family = socket.AF_INET6 if ":" in destination else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as sock:
            sock.connect((destination, 9))
            return str(sock.getsockname()[0])
    except OSError:
        return None
