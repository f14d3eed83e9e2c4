"""Published settings that are bombs, traps or lies."""

from __future__ import annotations

from lab.hostile.http_parts import config, document, outgoing, request
from lab.hostile.peer import Peer

PORTS = (443, 80)
INTERNAL = (
    "127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.0.1", "100.64.0.1", "::1", "fd00::1",
    "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "0.0.0.0",
)  # fmt: skip


async def xml_billion_laughs(peer: Peer) -> None:
    """Entities that grow without bound."""
    rows = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    await _give(peer, f'<!DOCTYPE x [<!ENTITY a0 "ha">{rows}]><clientConfig>&a9;</clientConfig>')


async def xml_quadratic(peer: Peer) -> None:
    """One long entity, used very often."""
    uses = "&a;" * 20_000
    await _give(
        peer, f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><clientConfig>{uses}</clientConfig>'
    )


async def xml_xxe_file(peer: Peer) -> None:
    """An entity that is a file."""
    await _give(peer, _entity('SYSTEM "file:///etc/passwd"'))


async def xml_xxe_http(peer: Peer) -> None:
    """An entity that is fetched from inside."""
    await _give(peer, _entity('SYSTEM "http://127.0.0.1/secret"'))


async def xml_parameter_entity(peer: Peer) -> None:
    """A document type that is fetched from inside."""
    entity = '<!ENTITY % a SYSTEM "http://127.0.0.1/a.dtd"> %a;'
    await _give(peer, f"<!DOCTYPE x [{entity}]><clientConfig/>")


async def xml_external_dtd(peer: Peer) -> None:
    """A document type by reference."""
    await _give(peer, '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><clientConfig/>')


async def xml_utf7(peer: Peer) -> None:
    """A document type hidden in UTF-7."""
    await _give(peer, '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-')


async def xml_utf16_doctype(peer: Peer) -> None:
    """A document type in UTF-16."""
    text = _entity('SYSTEM "file:///etc/passwd"')
    await request(peer)
    await document(peer, text.encode("utf-16"))


async def xml_deep(peer: Peer) -> None:
    """Elements nested thirty thousand deep."""
    await _give(peer, "<a>" * 30_000 + "</a>" * 30_000)


async def xml_wide_attributes(peer: Peer) -> None:
    """Fifteen thousand attributes."""
    many = " ".join(f'a{number}="b"' for number in range(15_000))
    await _give(peer, f"<clientConfig {many}/>")


async def xml_long_token(peer: Peer) -> None:
    """A name of two hundred kilobytes."""
    await _give(peer, f"<{'a' * 200_000}/>")


async def xml_10k_servers(peer: Peer) -> None:
    """A thousand servers, all of them inside."""
    rows = [outgoing(INTERNAL[n % len(INTERNAL)], 25 + n, "SSL") for n in range(1000)]
    await request(peer)
    await document(peer, config(*rows, domain=peer.domain))


async def xml_internal(peer: Peer) -> None:
    """Servers inside, on the usual ports."""
    rows = [outgoing(host) for host in INTERNAL]
    await request(peer)
    await document(peer, config(*rows, domain=peer.domain))


async def xml_internal_name(peer: Peer) -> None:
    """A server whose public name has an address inside."""
    await request(peer)
    await document(peer, config(outgoing(f"inside.{peer.domain}"), domain=peer.domain))


async def xml_evil_values(peer: Peer) -> None:
    """Line ends, shell, markup and bidi in the values."""
    hosts = (
        "mail.test&#13;&#10;RCPT TO:x", "$(reboot).test", "-oProxyCommand=x", "a b.test",
        "&lt;script&gt;alert(1)&lt;/script&gt;", "mail.\u202etset.liam", "..", "x" * 300,
    )  # fmt: skip
    rows = [outgoing(host) for host in hosts]
    name = "\u202e &lt;b&gt;Bank&lt;/b&gt; =1+1"
    await request(peer)
    await document(peer, config(*rows, name=name, domain=peer.domain))


async def xml_other_domain(peer: Peer) -> None:
    """Settings that send everything to another domain."""
    await request(peer)
    await document(peer, config(outgoing("mail.smtp-good.test"), domain=peer.domain))


async def xml_broken(peer: Peer) -> None:
    """A document that is cut off."""
    whole = config(outgoing("mail.smtp-good.test"), domain=peer.domain)
    await request(peer)
    await document(peer, whole[: len(whole) // 2])


async def xml_plain_downgrade(peer: Peer) -> None:
    """HTTPS sends the client to plain HTTP, where the settings are."""
    first = await request(peer)
    if peer.port == 80:
        await document(peer, config(outgoing("mail.smtp-good.test"), domain=peer.domain))
        return
    place = first.split()[1].partition("?")[0] if len(first.split()) > 1 else "/"
    target = f"http://autoconfig.{peer.domain}{place}"
    await peer.say("HTTP/1.1 302 Found", f"Location: {target}", "Content-Length: 0", "")


async def _give(peer: Peer, text: str) -> None:
    await request(peer)
    await document(peer, text.encode())


def _entity(what: str) -> str:
    return (
        f"<!DOCTYPE x [<!ENTITY a {what}>]><clientConfig><emailProvider>&a;</emailProvider>"
        "</clientConfig>"
    )
