"""Ports where something else than a mail server answers, or nothing does."""

from __future__ import annotations

import os

from lab.hostile.peer import Peer

PORTS = (587, 465, 25)


async def tcp_silent(peer: Peer) -> None:
    """Accepts and never says a word."""
    await peer.hold()


async def tcp_close(peer: Peer) -> None:
    """Hangs up at once."""


async def tcp_reset(peer: Peer) -> None:
    """Resets the connection at once."""
    peer.reset()


async def tcp_noise(peer: Peer) -> None:
    """Sends random bytes."""
    await peer.flood(os.urandom(4096), 4)
    await peer.hold()


async def tcp_zeros(peer: Peer) -> None:
    """Sends zero bytes for ever."""
    await peer.flood(bytes(65536))


async def tcp_stop_reading(peer: Peer) -> None:
    """Greets, answers EHLO, then closes its window for good."""
    await peer.say("220 mail ESMTP")
    await peer.line()
    peer.writer.transport.pause_reading()  # type: ignore[attr-defined]
    await peer.drip(b" " * 100)


async def tcp_half_close(peer: Peer) -> None:
    """Greets and closes its sending side, but stays."""
    await peer.say("220 mail ESMTP")
    peer.writer.write_eof()
    await peer.hold()


async def tcp_http(peer: Peer) -> None:
    """A web server answers whatever is said."""
    page = "<html><h1>400 Bad Request</h1></html>"
    await peer.say("HTTP/1.1 400 Bad Request", "Content-Type: text/html", "", page)


async def tcp_ssh(peer: Peer) -> None:
    """An SSH server greets."""
    await peer.say("SSH-2.0-OpenSSH_9.2p1 Debian-2")
    await peer.hold()


async def tcp_echo(peer: Peer) -> None:
    """Sends back whatever is said to it."""
    while True:
        await peer.send(await peer.read())
