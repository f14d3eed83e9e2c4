"""All servers of the demonstration: names, mail and mailbox of a small hosting company."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial

from mailmend.apps.demo_servers import dns_server, imap_server, smtp_server
from mailmend.apps.demo_servers.authority import Authority
from mailmend.apps.demo_servers.fence import Ports
from mailmend.apps.demo_servers.lines import Peer
from mailmend.apps.demo_servers.smtp_server import MailHost

LOOPBACK = ("127.83.77.1", "127.0.0.1")
HOST = "mail.hosting.test"
DOMAIN = "customer.test"
FAR_HOST = "mx.elsewhere.test"
FAR_DOMAIN = "elsewhere.test"
Serve = Callable[[Peer, MailHost], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Farm:
    """Where the servers listen: for a host and its well-known port, the real port on loopback.

    ``ca_pem`` is the authority that this run alone trusts.
    """

    address: str
    dns_port: int
    ports: Ports
    ca_pem: bytes

    @property
    def resolver(self) -> str:
        """The name server, as ``--resolver`` takes it."""
        return f"{self.address}:{self.dns_port}"


@asynccontextmanager
async def running(
    mailboxes: dict[str, str], *, publish_real_ports: bool = False
) -> AsyncIterator[Farm]:
    """The servers, until the block is left; every real port is a free one on loopback.

    ``publish_real_ports``: the SRV records name those, for a client that is not fenced in.
    """
    authority = Authority.new()
    near = MailHost(HOST, frozenset({DOMAIN}), mailboxes, authority.server_context(HOST))
    inbound = replace(near, takes_logins=False)
    far = MailHost(FAR_HOST, frozenset({FAR_DOMAIN}), {}, authority.server_context(FAR_HOST), False)
    async with AsyncExitStack() as stack:
        address = await _usable_address()
        listen = partial(_listen, stack, address)
        ports = {
            (HOST, 25): await listen(smtp_server.serve, inbound, None),
            (HOST, 587): await listen(smtp_server.serve, near, None),
            (HOST, 465): await listen(smtp_server.serve, near, near.context),
            (HOST, 993): await listen(imap_server.serve, near, near.context),
            (FAR_HOST, 25): await listen(smtp_server.serve, far, None),
        }
        shown = ports if publish_real_ports else {key: key[1] for key in ports}
        transport, dns_port = await dns_server.start(_zone(address, shown), address)
        stack.callback(transport.close)
        yield Farm(address, dns_port, ports, authority.pem)


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


def _zone(address: str, ports: Ports) -> dns_server.Zone:
    return {
        (HOST, "A"): (address,),
        (DOMAIN, "MX"): (f"10 {HOST}.",),
        (f"_submission._tcp.{DOMAIN}", "SRV"): (f"10 1 {ports[HOST, 587]} {HOST}.",),
        (f"_submissions._tcp.{DOMAIN}", "SRV"): (f"0 1 {ports[HOST, 465]} {HOST}.",),
        (f"_imaps._tcp.{DOMAIN}", "SRV"): (f"0 1 {ports[HOST, 993]} {HOST}.",),
        (FAR_DOMAIN, "MX"): (f"10 {FAR_HOST}.",),
        (FAR_HOST, "A"): (address,),
    }
