"""SMTP servers that misbehave in the answer to EHLO or in the words of any reply."""

from __future__ import annotations

from lab.hostile.peer import Peer
from lab.hostile.smtp_parts import INSIDE, Answer, ehlo, reply, serve

PORTS = (587,)
NASTY = (
    "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b35m\x1b]8;;http://evil.test/\x1b\\here\x1b]8;;\x1b\\"
    "\u202edlrow\u2066\u200b\x00\x08"
)


async def smtp_ehlo_100k(peer: Peer) -> None:
    """A hundred thousand capabilities."""

    async def answer(peer: Peer, _: str) -> bool:
        await peer.send(b"".join(b"250-X-CAP-%d\r\n" % n for n in range(100_000)))
        await peer.say("250 DONE")
        return True

    await serve(peer, {"EHLO": answer})


async def smtp_ehlo_drip(peer: Peer) -> None:
    """One capability a second, for ever."""

    async def answer(peer: Peer, _: str) -> bool:
        import asyncio

        for number in range(600):
            await peer.say(f"250-X-{number}")
            await asyncio.sleep(1)
        return True

    await serve(peer, {"EHLO": answer})


async def smtp_ehlo_10mb_line(peer: Peer) -> None:
    """One capability of ten megabytes."""

    async def answer(peer: Peer, _: str) -> bool:
        await peer.send(b"250 X" + b"A" * 10_000_000 + b"\r\n")
        return True

    await serve(peer, {"EHLO": answer})


async def smtp_ehlo_mixed_codes(peer: Peer) -> None:
    """Lines of one reply with different codes."""
    await serve(peer, {"EHLO": reply("250-mail", "550-STARTTLS", "250 AUTH PLAIN")})


async def smtp_ehlo_huge_size(peer: Peer) -> None:
    """A SIZE of forty digits, otherwise good."""
    await serve(peer, inside=(f"SIZE 1{'0' * 40}", *INSIDE[:1]))


async def smtp_ehlo_silent(peer: Peer) -> None:
    """Greets and never answers EHLO."""
    await serve(peer, {"EHLO": _hold, "HELO": _hold})


async def smtp_ehlo_close(peer: Peer) -> None:
    """Hangs up on EHLO."""
    await serve(peer, {"EHLO": _leave})


async def smtp_ehlo_refused(peer: Peer) -> None:
    """Refuses EHLO and HELO."""
    await serve(peer, dict.fromkeys(("EHLO", "HELO"), reply("550 5.7.1 Go away")))


async def smtp_helo_downgrade(peer: Peer) -> None:
    """Refuses EHLO, takes HELO, and would take AUTH in clear."""
    await serve(peer, {"EHLO": reply("502 5.5.1 Not here")})


async def smtp_strip(peer: Peer) -> None:
    """Offers AUTH in clear and no STARTTLS."""
    await serve(peer, clear=INSIDE)


async def smtp_strip_masked(peer: Peer) -> None:
    """STARTTLS written over, as middleboxes do; AUTH in clear."""
    await serve(peer, clear=("XXXXXXXA", *INSIDE))


async def smtp_auth_10k_mechanisms(peer: Peer) -> None:
    """Ten thousand SASL mechanisms, over many lines."""
    words = [f"X-MECH-{number}" for number in range(10_000)]
    lines = tuple("AUTH " + " ".join(words[n : n + 50]) for n in range(0, 10_000, 50))
    await serve(peer, inside=(*lines, "AUTH PLAIN"))


async def smtp_bad_utf8(peer: Peer) -> None:
    """Capabilities that are not UTF-8, otherwise good."""

    async def answer(peer: Peer, _: str) -> bool:
        last = b"STARTTLS" if peer.trust == "clear" else b"AUTH PLAIN"
        await peer.send(b"250-mail\r\n250-X\xff\xfe\xc3\x28\r\n250 " + last + b"\r\n")
        return True

    await serve(peer, {"EHLO": answer})


async def smtp_escape(peer: Peer) -> None:
    """Terminal escapes, bidi and control characters in every text; refuses the recipient."""
    await serve(
        peer,
        {"RCPT": reply(f"554 5.7.1 {NASTY}"), "AUTH": reply(f"535 5.7.8 {NASTY}")},
        greeting=f"220 mail {NASTY.replace(chr(0), '')}",
        clear=("STARTTLS", f"X-{NASTY.replace(chr(0), '')}"),
    )


async def smtp_html(peer: Peer) -> None:
    """Markup, a formula and a template in the refusal."""
    words = "<img src=x onerror=alert(1)> =cmd|' /C calc'!A0 {{7*7}} [b](javascript:alert(1))"
    await serve(peer, {"AUTH": reply(f"535 5.7.8 {words}"), "RCPT": reply(f"554 5.7.1 {words}")})


async def smtp_log_forgery(peer: Peer) -> None:
    """Words of a refusal that look like lines of a report or a log."""
    words = '535 5.7.8 no"}\u2028{"sends": "yes", "verdicts": []} [0m proven: all is well'
    await serve(peer, {"AUTH": reply(words)})


async def smtp_421_forever(peer: Peer) -> None:
    """421 to every command, on every connection."""
    await serve(peer, dict.fromkeys(("EHLO", "HELO"), reply("421 4.7.0 Later")))


async def smtp_450_forever(peer: Peer) -> None:
    """450 to every command after STARTTLS."""
    later = reply("450 4.7.1 Later")
    await serve(peer, dict.fromkeys(("AUTH", "MAIL", "RCPT", "RSET", "QUIT"), later))


async def smtp_starttls_twice(peer: Peer) -> None:
    """Offers STARTTLS again inside TLS and no AUTH."""
    await serve(peer, {"EHLO": ehlo("STARTTLS", "SIZE 1000")})


async def _hold(peer: Peer, _: str) -> bool:
    await peer.hold()
    return False


async def _leave(_: Peer, __: str) -> bool:
    return False


HOLD: Answer = _hold
LEAVE: Answer = _leave
