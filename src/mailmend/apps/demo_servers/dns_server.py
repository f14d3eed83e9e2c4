"""An authoritative name server for a handful of names, over UDP and TCP on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import cast

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

Zone = Mapping[tuple[str, str], tuple[str, ...]]
TTL = 60


def answer(wire: bytes, zone: Zone) -> bytes | None:
    """The answer to one question from the zone; ``None`` for what is no question."""
    try:
        question = dns.message.from_wire(wire)
    except dns.exception.DNSException:
        return None
    if not question.question:
        return None
    asked = question.question[0]
    reply = dns.message.make_response(question, recursion_available=True)
    reply.flags |= dns.flags.AA
    name = asked.name.to_text(omit_final_dot=True).lower()
    records = zone.get((name, dns.rdatatype.to_text(asked.rdtype)))
    if records:
        reply.answer.append(dns.rrset.from_text(asked.name, TTL, "IN", asked.rdtype, *records))
    elif not any(known == name for known, _ in zone):
        reply.set_rcode(dns.rcode.NXDOMAIN)
    return reply.to_wire()


class _Udp(asyncio.DatagramProtocol):
    def __init__(self, zone: Zone) -> None:
        self._zone = zone
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        reply = answer(data, self._zone)
        if reply is not None and self._transport is not None:
            self._transport.sendto(reply, addr)


async def start(zone: Zone, address: str) -> tuple[asyncio.DatagramTransport, int]:
    """Serve the zone over UDP on a free port of that address; the port comes with it."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: _Udp(zone), local_addr=(address, 0))
    port: int = transport.get_extra_info("sockname")[1]
    return transport, port
