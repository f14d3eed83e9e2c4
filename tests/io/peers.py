"""Servers on loopback for these tests, and a world that may dial them."""

from __future__ import annotations

import asyncio
import ssl
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from mailmend.io.clock import RealClock
from mailmend.io.connection import RealConnection
from mailmend.io.egress import EgressPolicy
from mailmend.io.net import RealNet
from mailmend.io.trust import RealTrust
from tests.io.authority import Issued, leaf, the_root

HOST = "mail.customer.test"
LOOPBACK = "127.0.0.1"
Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
TRUST = RealTrust([the_root().der])


def server_context(issued: Issued | None = None, *chain: Issued) -> ssl.SSLContext:
    """A server's TLS context with that certificate, by default a good one for ``HOST``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        context.load_cert_chain(*(issued or leaf(HOST)).write_to(Path(folder), *chain))
    return context


@asynccontextmanager
async def serve(script: Script, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Run ``script`` for each connection; gives the port. What the script raises is dropped."""
    running: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError):
            await script(reader, writer)
        writer.close()

    server = await asyncio.start_server(handle, LOOPBACK, 0, ssl=tls, limit=1 << 20)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in running:
            task.cancel()


def saying(*parts: bytes, hold: bool = True) -> Script:
    """A script that sends these parts and then waits for the client to go, or hangs up."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
        if hold:
            await reader.read()

    return script


def net(policy: EgressPolicy | None = None) -> RealNet:
    """A network that may dial ``HOST`` on loopback and trusts the test root."""
    allowed = policy or EgressPolicy.for_operator([HOST, "localhost"])
    return RealNet(allowed, TRUST, RealClock())


@asynccontextmanager
async def connected(
    script: Script, tls: ssl.SSLContext | None = None
) -> AsyncIterator[RealConnection]:
    """A connection to a server that runs ``script``."""
    async with serve(script, tls) as port:
        connection = await net().connect(HOST, LOOPBACK, port, "test")
        try:
            yield connection
        finally:
            await connection.close()
