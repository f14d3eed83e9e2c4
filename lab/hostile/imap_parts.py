"""An ordinary IMAP server whose answers can be replaced one by one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from lab.hostile.peer import Peer

Answer = Callable[[Peer, str, str], Awaitable[bool]]
"""Told the tag and the rest of the line; whether the session goes on."""

GREETING = "* OK IMAP4rev1 ready"
CLEAR = "IMAP4rev1 STARTTLS LOGINDISABLED"
INSIDE = "IMAP4rev1 AUTH=PLAIN SASL-IR"


async def serve(
    peer: Peer,
    answers: Mapping[str, Answer] | None = None,
    *,
    greeting: str = GREETING,
    clear: str = CLEAR,
    inside: str = INSIDE,
) -> None:
    """Serve until LOGOUT; ``answers`` by command take the place of the ordinary ones."""
    if greeting:
        await peer.say(greeting)
    ordinary = _ordinary(clear, inside)
    while True:
        tag, _, rest = (await peer.line()).partition(" ")
        verb = rest.partition(" ")[0].upper()
        answer = (answers or {}).get(verb) or ordinary.get(verb) or _unknown
        if not await answer(peer, tag, rest):
            return


def _ordinary(clear: str, inside: str) -> dict[str, Answer]:
    async def capability(peer: Peer, tag: str, _: str) -> bool:
        shown = clear if peer.trust == "clear" else inside
        await peer.say(f"* CAPABILITY {shown}", f"{tag} OK done")
        return True

    async def starttls(peer: Peer, tag: str, _: str) -> bool:
        await peer.say(f"{tag} OK begin")
        await peer.upgrade()
        return True

    async def login(peer: Peer, tag: str, rest: str) -> bool:
        if rest.upper().startswith("AUTHENTICATE") and len(rest.split()) < 3:
            await peer.say("+ ")
            await peer.line()
        await peer.say(f"{tag} OK logged in")
        return True

    async def logout(peer: Peer, tag: str, _: str) -> bool:
        await peer.say("* BYE", f"{tag} OK")
        return False

    return {
        "CAPABILITY": capability,
        "STARTTLS": starttls,
        "LOGIN": login,
        "AUTHENTICATE": login,
        "LOGOUT": logout,
    }


async def _unknown(peer: Peer, tag: str, _: str) -> bool:
    await peer.say(f"{tag} OK done")
    return True


def always(*lines: str) -> Answer:
    """An answer of fixed lines; ``{tag}`` in them is the client's tag."""

    async def answer(peer: Peer, tag: str, _: str) -> bool:
        await peer.say(*(line.replace("{tag}", tag) for line in lines))
        return True

    return answer


def flood(data: bytes) -> Answer:
    """An answer that never ends."""

    async def answer(peer: Peer, _: str, __: str) -> bool:
        await peer.flood(data)
        return False

    return answer


async def hold(peer: Peer, _: str, __: str) -> bool:
    """Never answer."""
    await peer.hold()
    return False
