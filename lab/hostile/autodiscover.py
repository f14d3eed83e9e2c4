"""Autodiscover servers that send the client in circles or to strangers."""

from __future__ import annotations

from lab.hostile.http_parts import document, request
from lab.hostile.peer import Peer

PORTS = (443, 80)
_RESPONSE = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"


async def autodiscover_redirect(peer: Peer) -> None:
    """The reply redirects to itself for ever."""
    target = f"https://autodiscover.{peer.domain}/autodiscover/autodiscover.xml?{peer.turn}"
    await _answer(peer, f"<Action>redirectUrl</Action><RedirectUrl>{target}</RedirectUrl>")


async def autodiscover_foreign(peer: Peer) -> None:
    """The reply redirects to another domain."""
    target = "https://autodiscover.smtp-good.test/autodiscover/autodiscover.xml"
    await _answer(peer, f"<Action>redirectUrl</Action><RedirectUrl>{target}</RedirectUrl>")


async def autodiscover_address(peer: Peer) -> None:
    """The reply redirects to another mail address."""
    who = "someone@smtp-good.test"
    await _answer(peer, f"<Action>redirectAddr</Action><RedirectAddr>{who}</RedirectAddr>")


async def autodiscover_internal(peer: Peer) -> None:
    """The reply names servers inside."""
    rows = "".join(
        f"<Protocol><Type>SMTP</Type><Server>{host}</Server><Port>587</Port>"
        "<Encryption>TLS</Encryption></Protocol>"
        for host in ("127.0.0.1", "10.0.0.1", f"inside.{peer.domain}")
    )
    await _answer(peer, f"<AccountType>email</AccountType><Action>settings</Action>{rows}")


async def _answer(peer: Peer, account: str) -> None:
    first = await request(peer)
    if not first.startswith("POST"):
        await peer.say("HTTP/1.1 404 Not Found", "Content-Length: 0", "")
        return
    body = (
        f'<Autodiscover><Response xmlns="{_RESPONSE}"><Account>{account}</Account></Response>'
        "</Autodiscover>"
    )
    await document(peer, body.encode())
