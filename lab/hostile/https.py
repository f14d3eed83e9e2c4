"""Web servers with bad certificates, and one that answers over plain HTTP alone."""

from __future__ import annotations

from lab.hostile.http_parts import config, document, outgoing, request
from lab.hostile.peer import Peer

PORTS = (443,)


async def https_selfsigned(peer: Peer) -> None:
    """Settings behind a self-signed certificate."""
    await _settings(peer, "self-signed")


async def https_othername(peer: Peer) -> None:
    """Settings behind a certificate for another name."""
    await _settings(peer, "other-name")


async def https_expired(peer: Peer) -> None:
    """Settings behind an expired certificate."""
    await _settings(peer, "expired")


async def https_plaintext(peer: Peer) -> None:
    """Plain HTTP on the port for HTTPS."""
    await peer.line()
    await peer.say("HTTP/1.1 400 Bad Request", "Content-Length: 0", "")


async def _settings(peer: Peer, paper: str) -> None:
    await peer.upgrade(paper)
    await request(peer)
    await document(peer, config(outgoing("mail.smtp-good.test"), domain=peer.domain))
