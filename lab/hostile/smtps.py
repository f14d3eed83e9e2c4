"""Ports for TLS at once that misbehave in the handshake or just after it."""

from __future__ import annotations

from OpenSSL import SSL

from lab.hostile.peer import Peer
from lab.hostile.smtp_parts import reply, serve
from lab.hostile.storm import old_version, renegotiate

PORTS = (465,)
_ALERT_WARNING = bytes((21, 3, 3, 0, 2, 1, 0))
_ALERT_FATAL = bytes((21, 3, 3, 0, 2, 2, 40))


async def smtps_good(peer: Peer) -> None:
    """Nothing is wrong here."""
    await _shown(peer, "good")


async def smtps_selfsigned(peer: Peer) -> None:
    """A self-signed certificate."""
    await _shown(peer, "self-signed")


async def smtps_expired(peer: Peer) -> None:
    """An expired certificate."""
    await _shown(peer, "expired")


async def smtps_future(peer: Peer) -> None:
    """A certificate that is not valid yet."""
    await _shown(peer, "future")


async def smtps_othername(peer: Peer) -> None:
    """A certificate for another name."""
    await _shown(peer, "other-name")


async def smtps_nul_name(peer: Peer) -> None:
    """The right name, a NUL, and more behind it."""
    await _shown(peer, "nul-name")


async def smtps_escape_name(peer: Peer) -> None:
    """Escapes, bidi and markup in the subject."""
    await _shown(peer, "escape-name")


async def smtps_many_names(peer: Peer) -> None:
    """A good certificate with 2 500 further names."""
    await _shown(peer, "many-names")


async def smtps_long_chain(peer: Peer) -> None:
    """A good certificate and forty that have nothing to do with it."""
    await _shown(peer, "long-chain")


async def smtps_huge_chain(peer: Peer) -> None:
    """Megabytes of handshake records in the place of a chain."""
    await peer.read()
    record = bytes((22, 3, 3)) + (16000).to_bytes(2, "big") + b"\x0b" + b"\0" * 15999
    await peer.flood(record, 200)
    await peer.hold()


async def smtps_tls10(peer: Peer) -> None:
    """Speaks TLS 1.0 only."""
    await old_version(peer, SSL.TLS1_VERSION)


async def smtps_tls11(peer: Peer) -> None:
    """Speaks TLS 1.1 only."""
    await old_version(peer, SSL.TLS1_1_VERSION)


async def smtps_plaintext(peer: Peer) -> None:
    """Greets in clear at once."""
    await serve(peer)


async def smtps_plaintext_late(peer: Peer) -> None:
    """Answers the handshake in clear."""
    await peer.read()
    await peer.say("500 5.5.1 Command unrecognized")


async def smtps_alert_fatal(peer: Peer) -> None:
    """A fatal alert at once: handshake failure."""
    await peer.read()
    await peer.send(_ALERT_FATAL)
    await peer.hold()


async def smtps_alert_internal(peer: Peer) -> None:
    """A fatal alert at once: internal error."""
    await peer.read()
    await peer.send(bytes((21, 3, 3, 0, 2, 2, 80)))
    await peer.hold()


async def smtps_alert_flood(peer: Peer) -> None:
    """Warnings for ever."""
    await peer.read()
    await peer.flood(_ALERT_WARNING * 1000)


async def smtps_record_flood(peer: Peer) -> None:
    """Records of a single byte for ever."""
    await peer.read()
    await peer.flood(bytes((22, 3, 3, 0, 1, 2)) * 1000)


async def smtps_drip(peer: Peer) -> None:
    """One byte of the handshake a second."""
    await peer.read()
    await peer.drip(bytes((22, 3, 3, 0, 122)) + b"\x02\0\0\x76\x03\x03" + b"a" * 100)


async def smtps_stall(peer: Peer) -> None:
    """Takes the TLS greeting and never answers."""
    await peer.hold()


async def smtps_truncated(peer: Peer) -> None:
    """Hangs up in the middle of the handshake."""
    await peer.read()
    await peer.send(bytes((22, 3, 3, 0, 122)) + b"\x02\0\0\x76\x03\x03")


async def smtps_garbage_record(peer: Peer) -> None:
    """A handshake record with nonsense in it."""
    await peer.read()
    await peer.send(bytes((22, 3, 3, 0, 8)) + b"\x02\xff\xff\xff nah")
    await peer.hold()


async def smtps_silent_inside(peer: Peer) -> None:
    """A good handshake and then silence."""
    await peer.upgrade()
    await peer.hold()


async def smtps_close_inside(peer: Peer) -> None:
    """A good handshake and then the end."""
    await peer.upgrade()


async def smtps_flood_inside(peer: Peer) -> None:
    """A good handshake, then data for ever."""
    await peer.upgrade()
    await peer.flood(b"a" * 16384)


async def smtps_renegotiate(peer: Peer) -> None:
    """TLS 1.2, and a renegotiation asked for again and again."""
    await renegotiate(peer)


async def smtps_http(peer: Peer) -> None:
    """A web server inside good TLS."""
    await peer.upgrade()
    await peer.say("HTTP/1.1 400 Bad Request", "Content-Length: 0", "")


async def smtps_refuses(peer: Peer) -> None:
    """Good TLS, and 554 to everything."""
    await peer.upgrade()
    await serve(peer, {"EHLO": reply("554 5.7.1 No"), "HELO": reply("554 5.7.1 No")})


async def _shown(peer: Peer, paper: str) -> None:
    await peer.upgrade(paper)
    await serve(peer)
