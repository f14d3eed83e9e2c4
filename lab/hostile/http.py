"""Web servers that misbehave where published settings are looked for."""

from __future__ import annotations

import gzip
from functools import cache

from lab.hostile.http_parts import document, redirect, request
from lab.hostile.peer import Peer

PORTS = (443, 80)


async def http_silent(peer: Peer) -> None:
    """Takes the request and never answers."""
    await peer.hold()


async def http_header_endless(peer: Peer) -> None:
    """Header fields for ever."""
    await request(peer)
    await peer.say("HTTP/1.1 200 OK")
    await peer.flood(b"X-More: yes\r\n" * 1000)


async def http_header_long(peer: Peer) -> None:
    """A header field that never ends."""
    await request(peer)
    await peer.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    await peer.flood(b"a" * 65536)


async def http_header_drip(peer: Peer) -> None:
    """The header one byte a second."""
    await request(peer)
    await peer.drip(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")


async def http_body_drip(peer: Peer) -> None:
    """The body one byte a second."""
    await request(peer)
    await peer.say("HTTP/1.1 200 OK", "Content-Length: 1000", "")
    await peer.drip(b"a" * 1000)


async def http_100_forever(peer: Peer) -> None:
    """Interim answers for ever."""
    await request(peer)
    await peer.flood(b"HTTP/1.1 100 Continue\r\n\r\n" * 500)


async def http_status_garbage(peer: Peer) -> None:
    """A status line that is none."""
    await request(peer)
    await peer.say("HTTP/9.9 \x1b[31mBANANA \u202e", "", "")


async def http_body_endless(peer: Peer) -> None:
    """Chunks for ever."""
    await request(peer)
    await peer.say("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "")
    await peer.flood(b"4000\r\n" + b"a" * 0x4000 + b"\r\n")


async def http_chunk_lie(peer: Peer) -> None:
    """A chunk with a size of sixteen digits."""
    await request(peer)
    await peer.say("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "ffffffffffffffff")
    await peer.flood(b"a" * 65536)


async def http_length_lie(peer: Peer) -> None:
    """A length of nine exabytes."""
    await request(peer)
    await peer.say("HTTP/1.1 200 OK", "Content-Length: 9223372036854775807", "")
    await peer.flood(b"a" * 65536)


async def http_until_close(peer: Peer) -> None:
    """A body without length that never ends."""
    await request(peer)
    await peer.say("HTTP/1.1 200 OK", "Content-Type: text/xml", "")
    await peer.flood(b"a" * 65536)


async def http_gzip_bomb(peer: Peer) -> None:
    """A small body that unpacks to 32 megabytes."""
    await request(peer)
    await document(peer, _bomb(), "Content-Encoding: gzip")


async def http_redirect_loop(peer: Peer) -> None:
    """Redirects to itself."""
    await redirect(peer, "/mail/config-v1.1.xml")


async def http_redirect_endless(peer: Peer) -> None:
    """Redirects to an ever new place."""
    await redirect(peer, f"/more/{peer.turn}")


async def http_redirect_10kb(peer: Peer) -> None:
    """Redirects to an address of ten kilobytes."""
    await redirect(peer, "/" + "a" * 10_000)


async def http_redirect_internal(peer: Peer) -> None:
    """Redirects inside: loopback, link-local, private."""
    hosts = ("127.0.0.1", "169.254.169.254", "10.0.0.1", "192.168.0.1", "[::1]", "[fd00::1]")
    await redirect(peer, f"http://{hosts[peer.turn % len(hosts)]}/mail/config-v1.1.xml")


async def http_redirect_odd_loopback(peer: Peer) -> None:
    """Redirects to loopback in spellings of old."""
    hosts = ("2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "localhost.")
    await redirect(peer, f"http://{hosts[peer.turn % len(hosts)]}/")


async def http_redirect_mapped_loopback(peer: Peer) -> None:
    """Redirects to loopback inside other addresses."""
    hosts = ("[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]")
    await redirect(peer, f"http://{hosts[peer.turn % len(hosts)]}/")


async def http_redirect_name_internal(peer: Peer) -> None:
    """Redirects to a public name whose address is inside."""
    await redirect(peer, f"http://inside.{peer.domain}/mail/config-v1.1.xml")


async def http_redirect_schemes(peer: Peer) -> None:
    """Redirects to other schemes, ports and users."""
    places = (
        "file:///etc/passwd", "gopher://127.0.0.1:25/_HELO", "ftp://127.0.0.1/", "data:,x",
        "javascript:alert(1)", f"http://{peer.domain}:25/", f"http://u:p@{peer.domain}/",
    )  # fmt: skip
    await redirect(peer, places[peer.turn % len(places)])


async def http_401_basic(peer: Peer) -> None:
    """Asks for a password, with escapes in the realm."""
    await request(peer)
    await peer.say(
        "HTTP/1.1 401 Unauthorized",
        'WWW-Authenticate: Basic realm="\x1b]0;owned\x07 mail password"',
        "Content-Length: 0",
        "",
    )


async def http_other_domain(peer: Peer) -> None:
    """Redirects to a server of another domain."""
    await redirect(peer, "https://autoconfig.smtp-good.test/mail/config-v1.1.xml")


@cache
def _bomb() -> bytes:
    return gzip.compress(bytes(32 << 20), 6)
