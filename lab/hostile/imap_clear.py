"""IMAP servers that misbehave before TLS."""

from __future__ import annotations

from lab.hostile.imap_parts import always, hold, serve
from lab.hostile.peer import Peer

PORTS = (143,)
_PLAIN = "IMAP4rev1 AUTH=PLAIN"


async def imap_silent(peer: Peer) -> None:
    """Accepts and never greets."""
    await peer.hold()


async def imap_greeting_drip(peer: Peer) -> None:
    """Greets one byte a second."""
    await peer.drip(b"* OK " + b"a" * 500)


async def imap_greeting_endless(peer: Peer) -> None:
    """A greeting whose line never ends."""
    await peer.send(b"* OK ")
    await peer.flood(b"a" * 65536)


async def imap_bye(peer: Peer) -> None:
    """Greets with BYE."""
    await peer.say("* BYE too many connections")


async def imap_preauth(peer: Peer) -> None:
    """Says that the client is logged in already, so that STARTTLS is no longer possible."""
    await serve(peer, greeting="* PREAUTH welcome back", clear=_PLAIN)


async def imap_strip(peer: Peer) -> None:
    """No STARTTLS, and logins in clear."""
    await serve(peer, clear=_PLAIN)


async def imap_logindisabled(peer: Peer) -> None:
    """No STARTTLS, and no login."""
    await serve(peer, clear="IMAP4rev1 LOGINDISABLED")


async def imap_starttls_no(peer: Peer) -> None:
    """Refuses STARTTLS."""
    await serve(peer, {"STARTTLS": always("{tag} NO not now")})


async def imap_starttls_silent(peer: Peer) -> None:
    """Never answers STARTTLS."""
    await serve(peer, {"STARTTLS": hold})


async def imap_starttls_inject(peer: Peer) -> None:
    """Answers in clear behind the OK to STARTTLS."""

    async def answer(peer: Peer, tag: str, _: str) -> bool:
        peer.tampered = True
        await peer.say(f"{tag} OK begin", "* CAPABILITY IMAP4rev1 AUTH=PLAIN", "* OK evil")
        await peer.upgrade()
        return True

    await serve(peer, {"STARTTLS": answer})
