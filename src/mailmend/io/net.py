"""Dials TCP: the policy first, then the literal address that was checked, within ten seconds."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import os
import socket
from collections.abc import Awaitable, Callable

from mailmend.facts import TcpOutcome, TlsSession
from mailmend.io.connection import RealConnection
from mailmend.io.egress import EgressPolicy
from mailmend.io.starttls import IMPLICIT_PORTS, ask_for_tls
from mailmend.io.tls import server_name
from mailmend.world import Clock, ConnectFailed, Lost, Trust

CONNECT_BOUND_S = 10.0

_OUTCOMES: dict[int, TcpOutcome] = {
    errno.ECONNREFUSED: "refused",
    errno.ECONNRESET: "reset",
    errno.ECONNABORTED: "reset",
    errno.ENOTCONN: "reset",  # it was reset before its peer could be asked
    errno.ETIMEDOUT: "timeout",
}


Meter = Callable[[str], Awaitable[str | None]]


async def unmetered(_address: str) -> str | None:
    """As many connections as one likes."""
    return None


class RealNet:
    """A ``world.Net`` over real sockets.

    ``on_dial`` is called before the first connection; ``meter`` before each, with the address:
    the words it answers refuse the connection.
    """

    def __init__(
        self,
        policy: EgressPolicy,
        trust: Trust,
        clock: Clock,
        on_dial: Callable[[], None] = lambda: None,
        meter: Meter = unmetered,
    ) -> None:
        self._policy = policy
        self._trust = trust
        self._clock = clock
        self._on_dial = on_dial
        self._meter = meter

    async def connect(self, host: str, address: str, port: int, purpose: str) -> RealConnection:
        """Connect within 10 s to exactly that address. Raises ``ConnectFailed``."""
        refusal = self._policy.refusal(host, address, port)
        if refusal is not None:
            raise ConnectFailed("not-allowed", refusal)
        spent = await self._meter(address)
        if spent is not None:
            raise ConnectFailed("not-allowed", spent)
        self._on_dial()
        sock = await _dial(address, port)
        return RealConnection(sock, address, self._trust, self._clock)

    async def tls_offer(self, host: str, address: str, port: int, offer: str) -> TlsSession:
        """One handshake of its own with a special offer (``TlsProbe.offer``); never raises.

        On a port that is not for TLS at once, greeting and STARTTLS go first, except for
        ``direct``. A STARTTLS that is refused is ``not-tls``.
        """
        try:
            connection = await self.connect(host, address, port, f"tls-{offer}")
        except ConnectFailed as failed:
            return _no_handshake(failed.outcome, f"no connection: {failed.detail}")
        try:
            if offer != "direct" and port not in IMPLICIT_PORTS:
                refused = await ask_for_tls(connection, port)
                if refused:
                    return TlsSession(ok=False, failure="not-tls", detail=refused)
            sni = None if offer == "no-sni" else server_name(host)
            return await connection.handshake(host, offer, sni)
        except Lost as lost:
            return _no_handshake(lost.why, f"lost before TLS: {lost.why}")
        finally:
            await connection.close()


def _no_handshake(why: str, detail: str) -> TlsSession:
    return TlsSession(ok=False, failure="timeout" if why == "timeout" else "closed", detail=detail)


async def _dial(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        sock = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        raise ConnectFailed("unreachable", "this machine cannot open such a connection") from None
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        async with asyncio.timeout(CONNECT_BOUND_S):
            await asyncio.get_running_loop().sock_connect(sock, (address, port))
        _check_peer(sock, address)
    except BaseException as error:
        sock.close()
        if isinstance(error, OSError):
            raise _failed(error) from None
        raise
    return sock


def _check_peer(sock: socket.socket, address: str) -> None:
    peer = str(sock.getpeername()[0])
    if ipaddress.ip_address(peer) != ipaddress.ip_address(address):
        raise ConnectFailed("not-allowed", "the connection went to another address")


def _failed(error: OSError) -> ConnectFailed:
    """The outcome of a failed connect, in our own words."""
    if isinstance(error, TimeoutError):
        return ConnectFailed("timeout", "no answer within the time allowed")
    outcome = _OUTCOMES.get(error.errno or 0, "unreachable")
    if error.errno in (errno.EACCES, errno.EPERM):
        return ConnectFailed(outcome, "a firewall or sandbox on this machine forbids it")
    words = os.strerror(error.errno) if error.errno else "no route"
    return ConnectFailed(outcome, words.lower())
