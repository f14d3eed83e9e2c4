"""POP3 servers that misbehave."""

from __future__ import annotations

from lab.hostile.peer import Peer

PORTS = (110,)


async def pop3_silent(peer: Peer) -> None:
    """Accepts and never greets."""
    await peer.hold()


async def pop3_greeting_drip(peer: Peer) -> None:
    """Greets one byte a second."""
    await peer.drip(b"+OK " + b"a" * 500)


async def pop3_err(peer: Peer) -> None:
    """Greets with an error."""
    await peer.say("-ERR go away")


async def pop3_endless_capa(peer: Peer) -> None:
    """Capabilities for ever."""
    await _greet(peer)
    await peer.flood(b"X-MORE\r\n" * 1000)


async def pop3_strip(peer: Peer) -> None:
    """No STLS, and logins in clear."""
    await _greet(peer)
    await peer.say("USER", "SASL PLAIN", ".")
    while True:
        line = await peer.line()
        await peer.say("-ERR no TLS here" if line.upper().startswith("STLS") else "+OK")


async def pop3_stls_refused(peer: Peer) -> None:
    """Refuses STLS."""
    await _greet(peer)
    await peer.say("STLS", ".")
    while True:
        await peer.line()
        await peer.say("-ERR not now")


async def pop3_stls_inject(peer: Peer) -> None:
    """Answers in clear behind the +OK to STLS."""
    await _greet(peer)
    await peer.say("STLS", ".")
    await peer.line()
    peer.tampered = True
    await peer.say("+OK begin", "+OK", "USER", "SASL PLAIN", ".", "+OK logged in")
    await peer.upgrade()
    while True:
        await peer.line()
        await peer.say("+OK")


async def _greet(peer: Peer) -> None:
    await peer.say("+OK ready")
    await peer.line()
    await peer.say("+OK")
