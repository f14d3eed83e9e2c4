"""One client as a hostile server sees it: read, say, drip, flood, upgrade to TLS, break off."""

from __future__ import annotations

import asyncio
import socket
import struct
from dataclasses import dataclass, field
from itertools import count

from lab.hostile.oracle import Ear, Trust
from lab.hostile.papers import GOOD, Papers

DRIP_S = 1.0
_CHUNK = 65536


class Gone(Exception):
    """The client has left."""


@dataclass(slots=True)
class Peer:
    """The connection; ``turn`` counts the connections of this behaviour, from 1."""

    name: str
    port: int
    turn: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    papers: Papers
    ear: Ear
    trust: Trust = "clear"
    tampered: bool = False
    buffer: bytearray = field(default_factory=bytearray)
    wire: asyncio.BaseTransport = field(init=False)

    def __post_init__(self) -> None:
        self.wire = self.writer.transport

    @property
    def domain(self) -> str:
        """The domain this behaviour serves."""
        return f"{self.name}.test"

    async def read(self) -> bytes:
        """What comes next. Raises ``Gone`` at the end."""
        if self.buffer:
            data = bytes(self.buffer)
            self.buffer.clear()
            return data
        data = await self.reader.read(_CHUNK)
        if not data:
            raise Gone
        self.ear.hear(data, self.trust)
        return data

    async def line(self) -> str:
        """One line of the client without its end. Raises ``Gone``."""
        data = bytearray()
        while b"\n" not in data:
            data += await self.read()
        first, _, rest = bytes(data).partition(b"\n")
        self.buffer[:0] = rest
        return first.rstrip(b"\r").decode("utf-8", "replace")

    async def send(self, data: bytes) -> None:
        """Send bytes as they are. Raises ``Gone``."""
        if self.wire.is_closing():
            raise Gone
        self.writer.write(data)
        await self.writer.drain()

    async def say(self, *lines: str) -> None:
        """Send lines, each with CRLF."""
        await self.send("".join(f"{line}\r\n" for line in lines).encode())

    async def drip(self, data: bytes, pause: float = DRIP_S) -> None:
        """Send one byte at a time."""
        for number in range(len(data)):
            await self.send(data[number : number + 1])
            await asyncio.sleep(pause)

    async def flood(self, data: bytes, times: int | None = None) -> None:
        """Send the same again and again, for ever by default."""
        for _ in range(times) if times is not None else count():
            await self.send(data)
            await asyncio.sleep(0)

    async def hold(self) -> None:
        """Say nothing until the client leaves."""
        while True:
            await self.read()

    async def upgrade(self, paper: str = "good") -> None:
        """TLS now, with that paper; what is read afterwards is noted as protected or not."""
        context = self.papers.context(paper, self.domain)
        await self.writer.start_tls(context, ssl_handshake_timeout=60)
        good = paper in GOOD and not self.tampered
        self.trust = "good-tls" if good else "bad-tls"

    def reset(self) -> None:
        """Break off with RST."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()
