"""Keeps a run inside the demonstration: only its own servers are dialled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mailmend.facts import TlsSession
from mailmend.world import ConnectFailed, Connection, Net, Web, WebAnswer

OUTSIDE = "outside the demonstration"
Ports = Mapping[tuple[str, int], int]


@dataclass(frozen=True, slots=True)
class FencedNet:
    """A network on which nothing exists but the demonstration's servers.

    Ports below 1024 need root, so a well-known port of a host leads to the free port on which its
    server really listens; every other port is refused, as on a machine without such a service.
    """

    net: Net
    ports: Ports

    async def connect(self, host: str, address: str, port: int, purpose: str) -> Connection:
        """As the real network, for the demonstration's servers; refused everywhere else."""
        listens = self.ports.get((host.lower(), port))
        if listens is None:
            raise ConnectFailed("refused", OUTSIDE)
        return await self.net.connect(host, address, listens, purpose)

    async def tls_offer(self, host: str, address: str, port: int, offer: str) -> TlsSession:
        """The same for a handshake of its own."""
        listens = self.ports.get((host.lower(), port))
        if listens is None:
            return TlsSession(ok=False, failure="closed", detail=OUTSIDE)
        return await self.net.tls_offer(host, address, listens, offer)


@dataclass(frozen=True, slots=True)
class NoWeb:
    """The demonstration publishes no web pages."""

    web: Web

    async def get(self, url: str) -> WebAnswer:
        """Nothing is there."""
        return WebAnswer(url, 0, problem=OUTSIDE)

    async def post_xml(self, url: str, body: str) -> WebAnswer:
        """Nothing is there."""
        return WebAnswer(url, 0, problem=OUTSIDE)
