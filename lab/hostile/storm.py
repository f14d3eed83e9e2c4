"""TLS servers made by hand: of an old version only, or asking for renegotiation for ever."""

from __future__ import annotations

import asyncio

from OpenSSL import SSL

from lab.hostile.peer import Gone, Peer


async def old_version(peer: Peer, version: int) -> None:
    """Accept that version only, with every cipher; greet whoever speaks it."""
    context = _context(peer)
    context.set_min_proto_version(version)
    context.set_max_proto_version(version)
    context.set_cipher_list(b"ALL:@SECLEVEL=0")
    session = await _shaken(peer, context)
    session.sendall(b"220 mail ESMTP\r\n")
    await peer.send(_out(session))
    await peer.hold()


async def renegotiate(peer: Peer) -> None:
    """Shake hands, greet, then send HelloRequest after HelloRequest."""
    context = _context(peer)
    context.set_max_proto_version(SSL.TLS1_2_VERSION)
    session = await _shaken(peer, context)
    session.sendall(b"220-mail ESMTP\r\n")
    for _ in range(100_000):
        session.renegotiate()
        try:
            session.do_handshake()
        except SSL.WantReadError:
            await peer.send(_out(session))
        await asyncio.sleep(0)
        session.sendall(b"220-again\r\n")
        await peer.send(_out(session))


def _context(peer: Peer) -> SSL.Context:
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    chain, key = peer.papers.files("good", peer.domain)
    context.use_certificate_chain_file(str(chain))
    context.use_privatekey_file(str(key))
    peer.trust = "bad-tls"
    return context


async def _shaken(peer: Peer, context: SSL.Context) -> SSL.Connection:
    """The session after the handshake; where it fails the alert is sent. Raises ``Gone``."""
    session = SSL.Connection(context, None)
    session.set_accept_state()
    while True:
        try:
            session.do_handshake()
        except SSL.WantReadError:
            if out := _out(session):
                await peer.send(out)
            session.bio_write(await peer.read())
        except SSL.Error:
            await peer.send(_out(session))
            raise Gone from None
        else:
            await peer.send(_out(session))
            return session


def _out(session: SSL.Connection) -> bytes:
    try:
        return bytes(session.bio_read(1 << 20))
    except SSL.WantReadError:
        return b""
