"""SMTP servers that misbehave in the greeting."""

from __future__ import annotations

import asyncio

from lab.hostile.peer import Peer
from lab.hostile.smtp_parts import serve

PORTS = (587,)


async def smtp_banner_drip(peer: Peer) -> None:
    """Greets one byte a second, without end."""
    await peer.drip(b"220 " + b"a" * 500)


async def smtp_banner_endless_line(peer: Peer) -> None:
    """A greeting whose line never ends."""
    await peer.send(b"220 ")
    await peer.flood(b"a" * 65536)


async def smtp_banner_endless_lines(peer: Peer) -> None:
    """Continuation lines of a greeting for ever."""
    await peer.flood(b"220-welcome to this mail server\r\n" * 500)


async def smtp_banner_long_lines(peer: Peer) -> None:
    """A greeting of lines below the bound for a line, above the bound for a reply."""
    await peer.flood(b"220-" + b"a" * 8000 + b"\r\n")


async def smtp_banner_late(peer: Peer) -> None:
    """Greets after twenty seconds and serves well."""
    await asyncio.sleep(20)
    await serve(peer)


async def smtp_banner_greet_pause(peer: Peer) -> None:
    """Pauses within the greeting, and refuses who speaks before its end."""
    await peer.say("220-mail ESMTP, wait for it")
    try:
        async with asyncio.timeout(4):
            await peer.line()
    except TimeoutError:
        await serve(peer, greeting="220 now")
        return
    await peer.say("554 5.5.1 You spoke before your turn")


async def smtp_banner_554(peer: Peer) -> None:
    """Refuses in the greeting, with a URL and markup."""
    page = "http://evil.test/?<script>alert(1)</script>"
    await peer.say(f"554 5.7.1 Blocked, see [{page}]({page})")
    await serve(peer, greeting="")


async def smtp_banner_421(peer: Peer) -> None:
    """Too busy, and hangs up."""
    await peer.say("421 4.3.2 Too many connections, try later")


async def smtp_banner_nul(peer: Peer) -> None:
    """A NUL byte in the greeting."""
    await peer.send(b"220 mail\0.evil ESMTP\r\n")
    await serve(peer, greeting="")


async def smtp_banner_cr(peer: Peer) -> None:
    """Carriage returns in the middle of the greeting."""
    await peer.send(b"220 mail\r\r250 ESMTP\r\n")
    await serve(peer, greeting="")


async def smtp_banner_unicode_digits(peer: Peer) -> None:
    """A code in digits of another script."""
    await peer.say("\u0662\u0662\u0660 mail ESMTP")
    await serve(peer, greeting="")


async def smtp_banner_latin1(peer: Peer) -> None:
    """A greeting that is not UTF-8, by a server that serves well."""
    await peer.send(b"220 Gr\xfc\xdfe \xff\xfe\r\n")
    await serve(peer, greeting="")


async def smtp_banner_empty_lines(peer: Peer) -> None:
    """Empty lines for ever."""
    await peer.flood(b"\r\n" * 2000)


async def smtp_banner_code_only(peer: Peer) -> None:
    """A greeting that is a bare code, by a server that serves well."""
    await serve(peer, greeting="220")


async def smtp_banner_big_code(peer: Peer) -> None:
    """A code of forty digits."""
    await serve(peer, greeting=f"{'2' * 40} mail")


async def smtp_banner_imap(peer: Peer) -> None:
    """An IMAP greeting on the submission port."""
    await peer.say("* OK [CAPABILITY IMAP4rev1] ready")
    await peer.hold()
