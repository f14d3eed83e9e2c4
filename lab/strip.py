"""A middlebox program: relay redirected SMTP connections and rewrite what the server says.

It runs alone (standard library only) in the router's network: `python strip.py PORT MODE`. MODE
`strip` takes the STARTTLS line out of the EHLO reply; `mask` writes X over STARTTLS and AUTH and
hides the greeting behind asterisks, as SMTP-inspecting firewalls do; `proxy` changes nothing and
tells the server first who connects, as load balancers do (PROXY protocol, version 1).
"""

from __future__ import annotations

import asyncio
import re
import socket
import struct
import sys

_ORIGINAL_DST = 80  # SO_ORIGINAL_DST and IP6T_SO_ORIGINAL_DST of linux/netfilter_ip*.h
_UPSTREAM_SECONDS = 10


def original_target(connection: socket.socket) -> tuple[str, int]:
    """Where a redirected connection was going before nftables turned it aside."""
    address = connection.getsockname()[0]
    if ":" in address and not address.startswith("::ffff:"):
        raw = connection.getsockopt(socket.IPPROTO_IPV6, _ORIGINAL_DST, 28)
        return socket.inet_ntop(socket.AF_INET6, raw[8:24]), struct.unpack("!H", raw[2:4])[0]
    raw = connection.getsockopt(socket.IPPROTO_IP, _ORIGINAL_DST, 16)
    return socket.inet_ntop(socket.AF_INET, raw[4:8]), struct.unpack("!H", raw[2:4])[0]


def strip(line: bytes) -> bytes:
    """The server's line without STARTTLS; a last line keeps its place as the last."""
    if re.match(rb"(?i)250[- ]STARTTLS\r?\n", line):
        return b"250 NOOP\r\n" if line[3:4] == b" " else b""
    return line


def mask(line: bytes) -> bytes:
    """The server's line as an inspecting firewall shows it: asterisks and X for what it hides."""
    if line.startswith(b"220 ") and b"ESMTP" in line:
        return b"220 " + b"*" * (len(line) - 6) + b"\r\n"
    hidden = re.match(rb"(?i)250[- ](STARTTLS|AUTH[ =].*?)\r?\n", line)
    return line[:4] + b"X" * len(hidden.group(1)) + b"\r\n" if hidden else line


def proxy_line(client: tuple[str, int], server: tuple[str, int]) -> bytes:
    """The line of the PROXY protocol's version 1 about a connection."""
    addresses = [address.removeprefix("::ffff:") for address, _ in (client, server)]
    family = "TCP6" if ":" in addresses[0] else "TCP4"
    return f"PROXY {family} {' '.join(addresses)} {client[1]} {server[1]}\r\n".encode("ascii")


_REWRITE = {"strip": strip, "mask": mask}


async def _pump_lines(source: asyncio.StreamReader, sink: asyncio.StreamWriter, mode: str) -> None:
    while line := await source.readline():
        sink.write(_REWRITE[mode](line))
        await sink.drain()
    sink.close()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(4096):
        sink.write(data)
        await sink.drain()
    sink.close()


async def _serve(port: int, mode: str) -> None:
    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            host, target = original_target(writer.get_extra_info("socket"))
            async with asyncio.timeout(_UPSTREAM_SECONDS):
                up_reader, up_writer = await asyncio.open_connection(host, target)
            if mode == "proxy":
                up_writer.write(proxy_line(writer.get_extra_info("peername")[:2], (host, target)))
                down = _pump(up_reader, writer)
            else:
                down = _pump_lines(up_reader, writer, mode)
            await asyncio.gather(down, _pump(reader, up_writer))
        except (OSError, TimeoutError, ValueError):
            writer.close()

    server = await asyncio.start_server(relay, None, port)
    print("up", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), sys.argv[2]))
