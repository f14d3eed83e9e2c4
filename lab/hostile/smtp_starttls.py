"""SMTP servers that misbehave in the upgrade to TLS."""

from __future__ import annotations

from lab.hostile.peer import Peer
from lab.hostile.smtp_ehlo import HOLD, LEAVE
from lab.hostile.smtp_parts import Answer, reply, serve

PORTS = (587,)


async def smtp_starttls_454(peer: Peer) -> None:
    """TLS not available at the moment."""
    await serve(peer, {"STARTTLS": reply("454 4.7.0 TLS not available")})


async def smtp_starttls_502(peer: Peer) -> None:
    """Offers STARTTLS and does not know it."""
    await serve(peer, {"STARTTLS": reply("502 5.5.1 Not implemented")})


async def smtp_starttls_354(peer: Peer) -> None:
    """Answers STARTTLS as if it were DATA."""
    await serve(peer, {"STARTTLS": reply("354 Go on")})


async def smtp_starttls_220_unfinished(peer: Peer) -> None:
    """Begins a reply to STARTTLS and never ends it."""

    async def answer(peer: Peer, line: str) -> bool:
        await peer.say("220-Ready soon")
        return await HOLD(peer, line)

    await serve(peer, {"STARTTLS": answer})


async def smtp_starttls_silent(peer: Peer) -> None:
    """Never answers STARTTLS."""
    await serve(peer, {"STARTTLS": HOLD})


async def smtp_starttls_close(peer: Peer) -> None:
    """Hangs up on STARTTLS."""
    await serve(peer, {"STARTTLS": LEAVE})


async def smtp_starttls_stall(peer: Peer) -> None:
    """Says 220 and then nothing."""

    async def answer(peer: Peer, line: str) -> bool:
        await peer.say("220 Go ahead")
        return await HOLD(peer, line)

    await serve(peer, {"STARTTLS": answer})


async def smtp_starttls_plaintext(peer: Peer) -> None:
    """Says 220 and goes on in clear, whatever comes."""

    async def answer(peer: Peer, _: str) -> bool:
        await peer.say("220 Go ahead")
        await peer.read()
        await peer.say("250-mail", "250 AUTH PLAIN LOGIN")
        return True

    await serve(peer, {"STARTTLS": answer})


async def smtp_starttls_inject(peer: Peer) -> None:
    """Replies in clear behind the 220, to be read as if they came inside TLS."""
    await serve(peer, {"STARTTLS": _injecting(b"250-mail\r\n250 AUTH PLAIN LOGIN\r\n")})


async def smtp_starttls_inject_one(peer: Peer) -> None:
    """A single further line in clear behind the 220."""
    await serve(peer, {"STARTTLS": _injecting(b"235 2.7.0 Accepted\r\n")})


async def smtp_starttls_alert(peer: Peer) -> None:
    """Answers the handshake with a fatal alert."""

    async def answer(peer: Peer, line: str) -> bool:
        await peer.say("220 Go ahead")
        await peer.read()
        await peer.send(bytes((21, 3, 3, 0, 2, 2, 80)))
        return await HOLD(peer, line)

    await serve(peer, {"STARTTLS": answer})


async def smtp_starttls_selfsigned(peer: Peer) -> None:
    """A self-signed certificate."""
    await serve(peer, paper="self-signed")


async def smtp_starttls_expired(peer: Peer) -> None:
    """An expired certificate."""
    await serve(peer, paper="expired")


async def smtp_starttls_future(peer: Peer) -> None:
    """A certificate that is not valid yet."""
    await serve(peer, paper="future")


async def smtp_starttls_othername(peer: Peer) -> None:
    """A certificate for another name."""
    await serve(peer, paper="other-name")


def _injecting(extra: bytes) -> Answer:
    async def answer(peer: Peer, _: str) -> bool:
        peer.tampered = True
        await peer.send(b"220 Go ahead\r\n" + extra)
        await peer.upgrade()
        return True

    return answer
