"""A small real world for probes: asyncio streams on loopback, TLS by a test authority.

Names are given in ``hosts``; a port may be mapped to where the test's server really listens.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import trustme

from mailmend.facts import Certificate, DnsAnswer, DnsStatus, TlsSession
from mailmend.secret import Secret
from mailmend.world import ConnectFailed, Lost, WebAnswer, Withheld, World

AUTHORITY = trustme.CA()


def server_context(*names: str) -> ssl.SSLContext:
    """A server's TLS context with a certificate for these names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert(*names).configure_cert(context)
    return context


def _certificate(names: tuple[str, ...], matches: bool) -> Certificate:
    return Certificate(
        subject=f"CN={names[0] if names else ''}",
        issuer="CN=trustme",
        names=names,
        not_before="2026-01-01T00:00:00Z",
        not_after="2027-01-01T00:00:00Z",
        fingerprint_sha256="",
        key="EC 256",
        signature_hash="sha256",
        chain_length=1,
        in_date=True,
        name_matches=matches,
        trusted_by_device=True,
        trusted_by_machine=True,
    )


class StreamConnection:
    """``world.Connection`` over asyncio streams."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str
    ) -> None:
        self._reader, self._writer = reader, writer
        self.address = address
        self.tls: TlsSession | None = None

    async def read_line(self, limit: int = 8192) -> bytes:
        """One line; the bounds are the real world's business, here only the words matter."""
        try:
            line = await self._reader.readuntil(b"\n")
        except asyncio.LimitOverrunError:
            raise Lost("too-long") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Lost("closed") from None
        if len(line) > limit + 2:
            raise Lost("too-long")
        return line.removesuffix(b"\n").removesuffix(b"\r")

    async def read_exactly(self, count: int) -> bytes:
        """That many bytes."""
        try:
            return await self._reader.readexactly(count)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Lost("closed") from None

    async def write(self, data: bytes) -> None:
        """Send."""
        self._writer.write(data)
        with contextlib.suppress(ConnectionError):
            await self._writer.drain()

    async def write_secret(self, build: Callable[[str], bytes], secret: Secret, shown: str) -> None:
        """Send inside verified TLS only."""
        if self.tls is None or not self.tls.verified:
            raise Withheld
        await self.write(build(secret.reveal()))

    async def start_tls(self, host: str) -> TlsSession:
        """Handshake; ``verified`` where the authority is ours and the name fits."""
        verified = await self._handshake(host, check=True)
        self.tls = verified
        return verified

    async def _handshake(self, host: str, *, check: bool) -> TlsSession:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_REQUIRED
        AUTHORITY.configure_trust(context)
        try:
            await self._writer.start_tls(context, server_hostname=host, ssl_handshake_timeout=5)
        except ssl.SSLError as error:
            return TlsSession(ok=False, failure="not-tls", detail=str(error.reason))
        except (ConnectionError, TimeoutError):
            return TlsSession(ok=False, failure="closed")
        peer = self._writer.get_extra_info("peercert")
        names = tuple(value for _, value in peer.get("subjectAltName", ()))
        return TlsSession(
            ok=True,
            version=self._writer.get_extra_info("ssl_object").version(),
            certificate=_certificate(names, host in names),
            verified=host in names,
        )

    async def close(self) -> None:
        """Close without waiting."""
        self._writer.close()


@dataclass
class StreamNet:
    """``world.Net``: ``ports`` maps (address, port) to a port on 127.0.0.1; others are refused."""

    ports: dict[tuple[str, int], int] = field(default_factory=dict)
    failing: dict[tuple[str, int], str] = field(default_factory=dict)
    dialled: list[tuple[str, str, int]] = field(default_factory=list)
    offers: dict[tuple[str, int, str], TlsSession] = field(default_factory=dict)

    async def connect(self, host: str, address: str, port: int, purpose: str) -> StreamConnection:
        """Dial."""
        self.dialled.append((host, address, port))
        why = self.failing.get((address, port), "refused")
        real = self.ports.get((address, port))
        if real is None:
            raise ConnectFailed(why)  # type: ignore[arg-type]
        reader, writer = await asyncio.open_connection("127.0.0.1", real, limit=16384)
        return StreamConnection(reader, writer, address)

    async def tls_offer(self, host: str, address: str, port: int, offer: str) -> TlsSession:
        """What the test put down for it."""
        return self.offers.get((address, port, offer), TlsSession(ok=False, failure="alert"))


@dataclass
class TableDns:
    """``world.Dns`` from a table; what is missing does not exist."""

    records: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def ask(self, name: str, rtype: str) -> DnsAnswer:
        """The row of the table."""
        self.asked.append((name, rtype))
        found = self.records.get((name.lower().rstrip("."), rtype), ())
        known = any(row == name.lower().rstrip(".") for row, _ in self.records)
        status: DnsStatus = "ok" if found else "nodata" if known else "nxdomain"
        return DnsAnswer(name=name, rtype=rtype, status=status, records=found, canonical=name)

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


class RealClock:
    """``world.Clock`` by this machine."""

    def now(self) -> datetime:
        """The wall clock."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """The monotonic clock."""
        return time.monotonic()


def small_world(net: StreamNet | None = None, dns: TableDns | None = None) -> World:
    """A world of these parts."""
    return World(net=net or StreamNet(), dns=dns or TableDns(), web=NoWeb(), clock=RealClock())
