"""The real network of a run, with names from a table and every port led to a server of the test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from cryptography.hazmat.primitives.serialization import Encoding

from mailmend.facts import DnsAnswer, DnsStatus, TcpOutcome, TlsSession
from mailmend.io.clock import RealClock
from mailmend.io.connection import RealConnection
from mailmend.io.egress import EgressPolicy
from mailmend.io.net import RealNet
from mailmend.io.trust import RealTrust
from mailmend.world import ConnectFailed, WebAnswer, World
from tests.probes.certificates import root


@cache
def _trust() -> RealTrust:
    return RealTrust([root().certificate.public_bytes(Encoding.DER)])


class _Anywhere(EgressPolicy):
    """The tests' servers listen on loopback."""

    def refusal(self, host: str, address: str, port: int | None = None) -> str | None:
        return None


@dataclass
class LedNet:
    """``world.Net`` over real sockets: ``ports`` leads (address, port) to a port on loopback.

    What is not led anywhere fails as ``failing`` says, or is refused.
    """

    ports: dict[tuple[str, int], int] = field(default_factory=dict)
    failing: dict[tuple[str, int], TcpOutcome] = field(default_factory=dict)
    dialled: list[tuple[str, str, int, str]] = field(default_factory=list)
    offers: dict[tuple[str, int, str], TlsSession] = field(default_factory=dict)
    _real: RealNet = field(
        default_factory=lambda: RealNet(_Anywhere(), _trust(), RealClock()), repr=False
    )

    async def connect(self, host: str, address: str, port: int, purpose: str) -> RealConnection:
        """Dial where the port is led to."""
        self.dialled.append((host, address, port, purpose))
        led = self.ports.get((address, port))
        if led is None:
            raise ConnectFailed(self.failing.get((address, port), "refused"))
        return await self._real.connect(host, "127.0.0.1", led, purpose)

    async def tls_offer(self, host: str, address: str, port: int, offer: str) -> TlsSession:
        """What the test put down for it."""
        return self.offers.get((address, port, offer), TlsSession(ok=False, failure="alert"))


@dataclass
class TableDns:
    """``world.Dns`` from a table; what is missing does not exist."""

    records: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def ask(self, name: str, rtype: str) -> DnsAnswer:
        """The row of the table."""
        plain = name.lower().rstrip(".")
        self.asked.append((plain, rtype))
        found = self.records.get((plain, rtype), ())
        known = any(row == plain for row, _ in self.records)
        status: DnsStatus = "ok" if found else "nodata" if known else "nxdomain"
        return DnsAnswer(name=name, rtype=rtype, status=status, records=found, canonical=plain)

    async def ask_authority(self, name: str, rtype: str) -> DnsAnswer | None:
        """Nobody to ask."""
        return None


class NoWeb:
    """``world.Web`` without any document."""

    async def get(self, url: str) -> WebAnswer:
        """Nothing."""
        return WebAnswer(url, 0, problem="no web here")

    async def post_xml(self, url: str, body: str) -> WebAnswer:
        """Nothing."""
        return WebAnswer(url, 0, problem="no web here")


def small_world(net: LedNet | None = None, dns: TableDns | None = None) -> World:
    """A world of these parts."""
    return World(net=net or LedNet(), dns=dns or TableDns(), web=NoWeb(), clock=RealClock())
