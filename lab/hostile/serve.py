"""Listen for every behaviour, answer for its names, and write down what arrives."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from dataclasses import dataclass, field
from typing import cast

from lab.hostile import dns_answers
from lab.hostile.catalogue import Behaviour, behaviours
from lab.hostile.oracle import Oracle
from lab.hostile.papers import Papers
from lab.hostile.peer import Gone, Peer
from lab.hostile.zones import honest, read

CONNECTION_S = 90.0
"""Nobody is kept longer, so that the kit does not fill up."""

INSIDE_PORTS = (22, 25, 80, 110, 143, 443, 465, 587, 993, 995, 6379)
_BACKLOG = 512


@dataclass(slots=True)
class Kit:
    """What the listeners share; ``places`` has the address of every behaviour."""

    papers: Papers
    oracle: Oracle
    places: dict[str, str]
    turns: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    async def listen(self, first_port: int | None = None) -> dict[str, int]:
        """Open every listener: on its real port, or on ports counted from ``first_port``.

        The result is the first port of each behaviour.
        """
        taken: dict[str, int] = {}
        number = first_port
        for each in behaviours().values():
            for port in each.ports if each.handler else ():
                bound = port if number is None else number
                number = None if number is None else number + 1
                await self._open(each, bound, port)
                taken.setdefault(each.name, bound)
        return taken

    async def _open(self, behaviour: Behaviour, bound: int, port: int) -> None:
        async def come(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._meet(behaviour, port, reader, writer)

        address = self.places[behaviour.name]
        await asyncio.start_server(come, address, bound, limit=1 << 20, backlog=_BACKLOG)

    async def _meet(
        self,
        behaviour: Behaviour,
        port: int,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        name = behaviour.name
        self.turns[name] = self.turns.get(name, 0) + 1
        ear = self.oracle.listen(name, port)
        peer = Peer(name, port, self.turns[name], reader, writer, self.papers, ear)
        assert behaviour.handler is not None
        with contextlib.suppress(Gone, OSError, ssl.SSLError, TimeoutError, EOFError):
            async with asyncio.timeout(CONNECTION_S):
                await behaviour.handler(peer)
        writer.close()
        with contextlib.suppress(OSError, ssl.SSLError, TimeoutError):
            async with asyncio.timeout(2):
                await writer.wait_closed()

    async def listen_inside(self) -> None:
        """The oracle that must never be contacted: loopback on the ports anyone would try."""
        for address in ("127.0.0.1", "::1"):
            for port in INSIDE_PORTS:
                await asyncio.start_server(self._inside, address, port)

    async def _inside(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        port = int(writer.get_extra_info("sockname")[1])
        self.oracle.note("oracle-internal", "contacted", port=port)
        with contextlib.suppress(OSError):
            data = await reader.read(4096)
            self.oracle.note("oracle-internal", "heard", data=data[:200].decode("latin-1"))
        writer.close()

    async def listen_for_names(self, address: str, port: int) -> None:
        """The name server, over UDP and TCP."""
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(lambda: _Names(self), (address, port))
        await asyncio.start_server(self._names_tcp, address, port)

    def packets(self, raw: bytes, *, tcp: bool) -> list[bytes]:
        """What to send back to a question."""
        try:
            query = read(raw, self.asked, self.places, tcp)
        except ValueError:
            return []
        lie = getattr(dns_answers, query.behaviour.replace("-", "_"), None)
        if query.behaviour.startswith("dns-") and lie is not None:
            found: list[bytes] = lie(query)
            return found
        return [honest(query)]

    async def _names_tcp(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, EOFError, TimeoutError):
            async with asyncio.timeout(CONNECTION_S):
                size = int.from_bytes(await reader.readexactly(2), "big")
                found = self.packets(await reader.readexactly(size), tcp=True)
                for packet in found:
                    writer.write(len(packet).to_bytes(2, "big") + packet)
                if not found:
                    await reader.read()
        writer.close()


class _Names(asyncio.DatagramProtocol):
    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        assert self._transport is not None
        for packet in self._kit.packets(data, tcp=False):
            self._transport.sendto(packet, addr)
