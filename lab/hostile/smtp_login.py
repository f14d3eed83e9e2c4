"""SMTP servers that misbehave once the connection is well protected."""

from __future__ import annotations

import asyncio
import base64

from lab.hostile.peer import Peer
from lab.hostile.smtp_ehlo import HOLD, LEAVE
from lab.hostile.smtp_parts import reply, serve, take_login

PORTS = (587,)


async def smtp_echo_password(peer: Peer) -> None:
    """Says the password it got, as it is and as it came, in the refusal."""

    async def answer(peer: Peer, line: str) -> bool:
        word = await take_login(peer, line)
        coded = base64.b64encode(word.encode()).decode()
        await peer.say(f"535-5.7.8 wrong: {word}", f"535-5.7.8 {line}", f"535 5.7.8 {coded}")
        return True

    await serve(peer, {"AUTH": answer})


async def smtp_echo_password_later(peer: Peer) -> None:
    """Takes the login and names the password in the refusal of the recipient."""
    known = [""]

    async def auth(peer: Peer, line: str) -> bool:
        known[0] = await take_login(peer, line)
        await peer.say("235 2.7.0 Accepted")
        return True

    async def rcpt(peer: Peer, _: str) -> bool:
        await peer.say(f"554 5.7.1 Denied to you with {known[0]} {known[0].encode().hex()}")
        return True

    await serve(peer, {"AUTH": auth, "RCPT": rcpt})


async def smtp_auth_endless_challenge(peer: Peer) -> None:
    """One more challenge after every response."""

    async def answer(peer: Peer, _: str) -> bool:
        while True:
            await peer.say("334 " + base64.b64encode(b"once more").decode())
            await peer.line()

    await serve(peer, {"AUTH": answer})


async def smtp_auth_8mb_challenge(peer: Peer) -> None:
    """A challenge of eight megabytes."""

    async def answer(peer: Peer, _: str) -> bool:
        await peer.send(b"334 " + b"QUFB" * 2_000_000 + b"\r\n")
        return True

    await serve(peer, {"AUTH": answer})


async def smtp_auth_bad_base64(peer: Peer) -> None:
    """A challenge that is no base64."""
    await serve(peer, {"AUTH": reply("334 %%%not base64%%%")}, inside=("AUTH CRAM-MD5",))


async def smtp_auth_silent(peer: Peer) -> None:
    """Never answers AUTH."""
    await serve(peer, {"AUTH": HOLD})


async def smtp_auth_close(peer: Peer) -> None:
    """Hangs up on AUTH."""
    await serve(peer, {"AUTH": LEAVE})


async def smtp_auth_454(peer: Peer) -> None:
    """A temporary failure of the login, for ever."""
    await serve(peer, {"AUTH": reply("454 4.7.0 Temporary authentication failure")})


async def smtp_auth_535(peer: Peer) -> None:
    """Refuses every login."""
    await serve(peer, {"AUTH": reply("535 5.7.8 Authentication failed")})


async def smtp_unsolicited(peer: Peer) -> None:
    """Sends successes that nobody asked for, right behind the answer to EHLO."""

    async def answer(peer: Peer, _: str) -> bool:
        if peer.trust == "clear":
            await peer.say("250-mail", "250 STARTTLS")
        else:
            more = ("250 Ok",) * 4 + ("235 2.7.0 Accepted",) + ("250 Ok",) * 6
            await peer.say("250-mail", "250-PIPELINING", "250 AUTH PLAIN", *more)
        return True

    refusal = reply("550 5.7.1 No")
    await serve(peer, {"EHLO": answer, **dict.fromkeys(("AUTH", "MAIL", "RCPT"), refusal)})


async def smtp_quit_silent(peer: Peer) -> None:
    """Serves well and ignores QUIT."""
    await serve(peer, {"QUIT": HOLD})


async def smtp_rcpt_endless(peer: Peer) -> None:
    """A refusal of the recipient without end."""

    async def answer(peer: Peer, _: str) -> bool:
        await peer.flood(b"554-5.7.1 no, because\r\n" * 500)
        return False

    await serve(peer, {"RCPT": answer})


async def smtp_rcpt_drip(peer: Peer) -> None:
    """A refusal of the recipient one byte a second."""

    async def answer(peer: Peer, _: str) -> bool:
        await peer.drip(b"554 5.7.1 " + b"no " * 100)
        return False

    await serve(peer, {"RCPT": answer})


async def smtp_mail_reset(peer: Peer) -> None:
    """Resets the connection on MAIL."""

    async def answer(peer: Peer, _: str) -> bool:
        peer.reset()
        return False

    await serve(peer, {"MAIL": answer})


async def smtp_slow_steps(peer: Peer) -> None:
    """Serves well, two seconds late at every step."""

    async def late(peer: Peer, _: str) -> bool:
        await asyncio.sleep(2)
        await peer.say("250 Ok")
        return True

    await serve(peer, {"MAIL": late, "RSET": late})


async def smtp_good(peer: Peer) -> None:
    """Nothing is wrong here: what the others are measured against."""
    await serve(peer)
