"""IMAP servers that misbehave inside TLS."""

from __future__ import annotations

from lab.hostile.imap_parts import Answer, always, flood, hold, serve
from lab.hostile.peer import Peer
from lab.hostile.smtp_ehlo import NASTY

PORTS = (993,)


async def imaps_good(peer: Peer) -> None:
    """Nothing is wrong here."""
    await peer.upgrade()
    await serve(peer)


async def imaps_selfsigned(peer: Peer) -> None:
    """A self-signed certificate."""
    await peer.upgrade("self-signed")
    await serve(peer)


async def imap_alert_spoof(peer: Peer) -> None:
    """Refuses the login with an alert that phishes."""
    await peer.upgrade()
    words = f"[ALERT] Call +1 555 0100 or visit http://evil.test/ now {NASTY[:-2]}"
    await serve(peer, _logins(always(f"{{tag}} NO {words}")))


async def imap_referral(peer: Peer) -> None:
    """Refers the login to another server."""
    await peer.upgrade()
    await serve(peer, _logins(always("{tag} NO [REFERRAL imap://u@127.0.0.1/] go there")))


async def imap_echo_password(peer: Peer) -> None:
    """Says the login line it got in the refusal."""
    await peer.upgrade()

    async def answer(peer: Peer, tag: str, rest: str) -> bool:
        if len(rest.split()) < 3:
            await peer.say("+ ")
            rest = await peer.line()
        await peer.say(f"* OK [ALERT] {rest}", f"{tag} NO wrong: {rest}")
        return True

    await serve(peer, _logins(answer))


async def imap_literal_4gb(peer: Peer) -> None:
    """Announces a literal of four gigabytes."""
    await peer.upgrade()
    await serve(peer, {"CAPABILITY": always("* CAPABILITY {4294967290}"), **_logins(hold)})


async def imap_literal_1e30(peer: Peer) -> None:
    """Announces a literal of a number with thirty zeros."""
    await peer.upgrade()
    await serve(peer, {"CAPABILITY": always("* CAPABILITY {1" + "0" * 30 + "}"), **_logins(hold)})


async def imap_untagged_flood(peer: Peer) -> None:
    """Untagged lines for ever after the login."""
    await peer.upgrade()
    await serve(peer, _logins(flood(b"* OK still working\r\n" * 500)))


async def imap_untagged_drip(peer: Peer) -> None:
    """One untagged line a second after the login."""
    await peer.upgrade()

    async def answer(peer: Peer, _: str, __: str) -> bool:
        import asyncio

        for _number in range(600):
            await peer.say("* OK still working")
            await asyncio.sleep(1)
        return False

    await serve(peer, _logins(answer))


async def imap_wrong_tags(peer: Peer) -> None:
    """Answers with tags that were never used."""
    await peer.upgrade()
    await serve(peer, _logins(always("zzz9 OK logged in", "zzz8 OK logged in")))


async def imap_parentheses(peer: Peer) -> None:
    """Two hundred thousand parentheses in the capabilities."""
    await peer.upgrade()
    deep = "* CAPABILITY " + "(" * 200_000
    await serve(peer, {"CAPABILITY": always(deep, "{tag} OK done")})


async def imap_capability_flood(peer: Peer) -> None:
    """Capabilities for ever."""
    await peer.upgrade()
    await serve(peer, {"CAPABILITY": flood(b"* CAPABILITY IMAP4rev1 X-MORE\r\n" * 500)})


async def imap_login_close(peer: Peer) -> None:
    """Hangs up on the login."""
    await peer.upgrade()

    async def answer(_: Peer, __: str, ___: str) -> bool:
        return False

    await serve(peer, _logins(answer))


def _logins(answer: Answer) -> dict[str, Answer]:
    return dict.fromkeys(("LOGIN", "AUTHENTICATE"), answer)
