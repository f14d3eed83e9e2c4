"""A web server in a few lines: take a request, give a document or a redirection."""

from __future__ import annotations

from lab.hostile.peer import Peer


async def request(peer: Peer) -> str:
    """Shake hands on the port for HTTPS, take the request; its first line."""
    if peer.port == 443 and peer.trust == "clear":
        await peer.upgrade()
    first = await peer.line()
    size = 0
    while line := await peer.line():
        name, _, value = line.partition(":")
        if name.lower() == "content-length" and value.strip().isdigit():
            size = min(int(value), 65536)
    taken = 0
    while taken < size:
        taken += len(await peer.read())
    return first


async def document(peer: Peer, body: bytes, *fields: str) -> None:
    """Answer with the body."""
    kind = () if fields else ("Content-Type: text/xml",)
    await peer.say("HTTP/1.1 200 OK", *fields, *kind, f"Content-Length: {len(body)}", "")
    await peer.send(body)


async def redirect(peer: Peer, location: str) -> None:
    """Take the request and answer with a redirection."""
    await request(peer)
    await peer.say("HTTP/1.1 302 Found", f"Location: {location}", "Content-Length: 0", "")


def config(*servers: str, name: str = "Mail", domain: str = "") -> bytes:
    """An autoconfiguration document (config-v1.1) with these server elements."""
    return (
        f'<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="{domain}">'
        f"<domain>{domain}</domain><displayName>{name}</displayName>"
        f"{''.join(servers)}</emailProvider></clientConfig>"
    ).encode()


def outgoing(host: str, port: int = 587, socket_type: str = "STARTTLS") -> str:
    """One outgoing server element."""
    return (
        f'<outgoingServer type="smtp"><hostname>{host}</hostname><port>{port}</port>'
        f"<socketType>{socket_type}</socketType><username>%EMAILADDRESS%</username>"
        "<authentication>password-cleartext</authentication></outgoingServer>"
    )
