"""An ordinary SMTP server whose answers can be replaced one by one."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping

from lab.hostile.peer import Peer

Answer = Callable[[Peer, str], Awaitable[bool]]
"""Told the client's line; whether the session goes on."""

INSIDE = ("AUTH PLAIN LOGIN", "SIZE 10485760", "8BITMIME")
CLEAR = ("STARTTLS", "SIZE 10485760", "8BITMIME")


def reply(*lines: str, then_close: bool = False) -> Answer:
    """An answer of fixed lines."""

    async def answer(peer: Peer, _: str) -> bool:
        await peer.say(*lines)
        return not then_close

    return answer


def ehlo(*capabilities: str) -> Answer:
    """An answer to EHLO with these capabilities."""
    words = ("mail", *capabilities)
    last = len(words) - 1
    return reply(*(f"250{'-' if n < last else ' '}{word}" for n, word in enumerate(words)))


async def serve(
    peer: Peer,
    answers: Mapping[str, Answer] | None = None,
    *,
    greeting: str = "220 mail ESMTP",
    paper: str = "good",
    clear: tuple[str, ...] = CLEAR,
    inside: tuple[str, ...] = INSIDE,
) -> None:
    """Serve until QUIT; ``answers`` by verb take the place of the ordinary ones.

    Relays only for who has logged in, as a submission server does.
    """
    if greeting:
        await peer.say(greeting)
    ordinary = _ordinary(paper, clear, inside)
    while True:
        line = await peer.line()
        verb = line.partition(" ")[0].upper()
        answer = (answers or {}).get(verb) or ordinary.get(verb) or reply("500 5.5.1 What?")
        if not await answer(peer, line):
            return


def _ordinary(paper: str, clear: tuple[str, ...], inside: tuple[str, ...]) -> dict[str, Answer]:
    state = {"login": False}

    async def hello(peer: Peer, line: str) -> bool:
        return await ehlo(*(clear if peer.trust == "clear" else inside))(peer, line)

    async def starttls(peer: Peer, _: str) -> bool:
        await peer.say("220 2.0.0 Go ahead")
        await peer.upgrade(paper)
        return True

    async def auth(peer: Peer, line: str) -> bool:
        await take_login(peer, line)
        state["login"] = True
        await peer.say("235 2.7.0 Accepted")
        return True

    async def recipient(peer: Peer, line: str) -> bool:
        own = f"@{peer.domain}>" in line
        await peer.say("250 Ok" if own or state["login"] else "554 5.7.1 Relay access denied")
        return True

    return {
        "EHLO": hello,
        "HELO": reply("250 mail"),
        "STARTTLS": starttls,
        "AUTH": auth,
        "MAIL": reply("250 Ok"),
        "RCPT": recipient,
        "RSET": reply("250 Ok"),
        "QUIT": reply("221 Bye", then_close=True),
    }


async def take_login(peer: Peer, line: str) -> str:
    """Go through AUTH PLAIN or LOGIN; the password that was given."""
    words = line.split()
    if len(words) > 1 and words[1].upper() == "LOGIN":
        if len(words) < 3:
            await peer.say("334 VXNlcm5hbWU6")
            await peer.line()
        await peer.say("334 UGFzc3dvcmQ6")
        return plain(await peer.line())
    if len(words) < 3:
        await peer.say("334 ")
        words.append("")
        words[2:] = [await peer.line()]
    return plain(words[2]).rpartition("\0")[2]


def plain(text: str) -> str:
    """What base64 text says."""
    try:
        return base64.b64decode(text).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return text
