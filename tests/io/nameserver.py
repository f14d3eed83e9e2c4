"""A small name server on loopback that can misbehave, built on dnspython."""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from mailmend.io.clock import RealClock
from mailmend.io.dns import RealDns
from mailmend.io.egress import EgressPolicy
from mailmend.io.resolvers import Resolver

LOOPBACK = "127.0.0.1"
Zone = dict[tuple[str, str], Sequence[str]]
Mangle = Callable[[bytes, bytes], Sequence[bytes]]


class NameServer(asyncio.DatagramProtocol):
    """Answers from ``zone``; ``mangle`` may turn (query, answer) into other datagrams."""

    def __init__(self, zone: Zone, mangle: Mangle | None = None) -> None:
        self.zone = zone
        self.mangle = mangle
        self.asked: list[tuple[str, str]] = []
        self.ports: list[int] = []
        self.ids: list[int] = []
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        assert self._transport is not None
        self.ports.append(addr[1])
        self.ids.append(int.from_bytes(data[:2], "big"))
        answer = self.answer(data)
        for datagram in self.mangle(data, answer) if self.mangle else [answer]:
            self._transport.sendto(datagram, addr)

    def answer(self, data: bytes, *, truncate: bool = False) -> bytes:
        """What an honest server says, CNAMEs followed within the zone."""
        query = dns.message.from_wire(data)
        response = dns.message.make_response(query)
        response.flags |= dns.flags.AA
        question = query.question[0]
        name, rtype = question.name.to_text(omit_final_dot=True).lower(), question.rdtype
        kind = dns.rdatatype.to_text(rtype)
        self.asked.append((name, kind))
        for _ in range(20):
            alias = self.zone.get((name, "CNAME"))
            if alias is None or kind == "CNAME":
                break
            response.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", *alias))
            name = alias[0].removesuffix(".").lower()
        records = self.zone.get((name, kind))
        if records:
            response.answer.append(dns.rrset.from_text(f"{name}.", 300, "IN", kind, *records))
        elif not any(owner == name for owner, _ in self.zone):
            response.set_rcode(dns.rcode.NXDOMAIN)
        return response.to_wire(max_size=65535)


def _free_port() -> int:
    """One that is free on UDP and TCP, below those that the system gives to connections."""
    while True:
        port = random.randrange(20000, 32000)
        with (
            suppress(OSError),
            socket.socket() as tcp,
            socket.socket(type=socket.SOCK_DGRAM) as udp,
        ):
            tcp.bind((LOOPBACK, port))
            udp.bind((LOOPBACK, port))
            return port


@asynccontextmanager
async def serving(server: NameServer, port: int = 0) -> AsyncIterator[int]:
    """Run the server on UDP; gives its port, which nobody has on TCP either."""
    loop = asyncio.get_running_loop()
    local = (LOOPBACK, port or _free_port())
    transport, _ = await loop.create_datagram_endpoint(lambda: server, local_addr=local)
    try:
        yield transport.get_extra_info("sockname")[1]
    finally:
        transport.close()


@asynccontextmanager
async def over_tcp(server: NameServer, port: int) -> AsyncIterator[None]:
    """Run the same server on TCP."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, OSError):
            size = int.from_bytes(await reader.readexactly(2), "big")
            answer = server.answer(await reader.readexactly(size))
            writer.write(len(answer).to_bytes(2, "big") + answer)
            await writer.drain()
        writer.close()

    listener = await asyncio.start_server(handle, LOOPBACK, port)
    try:
        yield
    finally:
        listener.close()


def client(port: int, *, max_questions: int = 60) -> RealDns:
    """A client that asks that server and no other."""
    policy = EgressPolicy.for_operator((), (), LOOPBACK)
    return RealDns(RealClock(), policy, Resolver(LOOPBACK, port), max_questions)
