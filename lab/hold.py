"""A program that keeps one connection open: `python hold.py 4|6 HOST PORT`.

It says "up" once it was greeted.
"""

from __future__ import annotations

import socket
import sys
import time

_SECONDS = 600
_GREETING_SECONDS = 15


def main(family: str, host: str, port: str) -> None:
    """Connect over IPv4 or IPv6, wait for the greeting, and stay."""
    kind = socket.AF_INET6 if family == "6" else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as connection:
        connection.settimeout(_GREETING_SECONDS)
        connection.connect(socket.getaddrinfo(host, int(port), kind)[0][4])
        connection.recv(512)
        print("up", flush=True)
        time.sleep(_SECONDS)


if __name__ == "__main__":
    main(*sys.argv[1:4])
