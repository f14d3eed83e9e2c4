"""All servers of the demonstration: names, mail and mailbox of a small hosting company."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from mailmend.apps.demo_servers import dns_server, imap_server, smtp_server
from mailmend.apps.demo_servers.authority import Authority
from mailmend.apps.demo_servers.lines import Peer
from mailmend.apps.demo_servers.smtp_server import MailHost

LOOPBACK = ("127.83.77.1", "127.0.0.1")
HOST = "mail.hosting.test"
DOMAIN = "customer.test"
Serve = Callable[[Peer, MailHost], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Farm:
    """Where the servers listen; ``ca_pem`` is the authority that this run alone trusts."""

    address: str
    dns_port: int
    submission: int
    submissions: int
    imaps: int
    ca_pem: bytes

    @property
    def resolver(self) -> str:
        """The name server, as ``--resolver`` takes it."""
        return f"{self.address}:{self.dns_port}"

    @property
    def ports(self) -> frozenset[int]:
        """The TCP ports of the servers."""
        return frozenset({self.submission, self.submissions, self.imaps})


@asynccontextmanager
async def running(mailboxes: dict[str, str]) -> AsyncIterator[Farm]:
    """The servers, until the block is left; every port is a free one on loopback."""
    authority = Authority.new()
    host = MailHost(HOST, frozenset({DOMAIN}), mailboxes, authority.server_context(HOST))
    async with AsyncExitStack() as stack:
        address = await _usable_address()
        submission = await _listen(stack, address, smtp_server.serve, host, None)
        submissions = await _listen(stack, address, smtp_server.serve, host, host.context)
        imaps = await _listen(stack, address, imap_server.serve, host, host.context)
        zone = _zone(address, submission, submissions, imaps)
        transport, dns_port = await dns_server.start(zone, address)
        stack.callback(transport.close)
        yield Farm(address, dns_port, submission, submissions, imaps, authority.pem)


async def _usable_address() -> str:
    """An address of loopback apart from the one this machine's own services use, if it can be."""
    for address in LOOPBACK[:-1]:
        try:
            probe = await asyncio.start_server(lambda *_: None, address, 0)
        except OSError:
            continue
        probe.close()
        return address
    return LOOPBACK[-1]


async def _listen(
    stack: AsyncExitStack, address: str, serve: Serve, host: MailHost, tls: ssl.SSLContext | None
) -> int:
    tasks: set[asyncio.Task[None]] = set()

    async def session(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        peer = Peer(reader, writer)
        try:
            await serve(peer, host)
        except (OSError, asyncio.CancelledError):
            return
        finally:
            tasks.discard(task)
            await peer.close()

    server = await asyncio.start_server(session, address, 0, ssl=tls)
    stack.push_async_callback(_stop, server, tasks)
    port: int = server.sockets[0].getsockname()[1]
    return port


async def _stop(server: asyncio.Server, tasks: set[asyncio.Task[None]]) -> None:
    server.close()
    for task in tuple(tasks):
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=2)


def _zone(address: str, submission: int, submissions: int, imaps: int) -> dns_server.Zone:
    return {
        (HOST, "A"): (address,),
        (DOMAIN, "MX"): (f"10 {HOST}.",),
        (f"_submission._tcp.{DOMAIN}", "SRV"): (f"10 1 {submission} {HOST}.",),
        (f"_submissions._tcp.{DOMAIN}", "SRV"): (f"0 1 {submissions} {HOST}.",),
        (f"_imaps._tcp.{DOMAIN}", "SRV"): (f"0 1 {imaps} {HOST}.",),
    }
