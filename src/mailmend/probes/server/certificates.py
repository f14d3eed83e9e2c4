"""Certificates as they lie on the server's disk, and as its ports present them to itself."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Literal

from cryptography import x509

from mailmend.facts import (
    CertificateOnDisk,
    CertificateServed,
    Fact,
    Listener,
    ServerFile,
    SubmissionService,
)
from mailmend.probes.server.host import Host, View
from mailmend.wire.certificate import names, when
from mailmend.wire.pem import certificates, fingerprint, key_fits, lacks_issuer

MAX_FILES = 8
_BLOCKS = "/BEGIN CERTIFICATE/,/END CERTIFICATE/p"
_IMPLICIT = {465: "tls", 587: "starttls", 25: "starttls"}
_ISSUER_UNKNOWN = ("error 2 ", "error 20 ", "error 21 ")
Dates = Literal["good", "expired", "not-yet"]


async def observe_certificates(host: Host, view: View, seen: Sequence[Fact]) -> list[Fact]:
    """What the files hold and what is served, for files and ports that were seen before."""
    text = (await host.output("date", "-u", "+%Y-%m-%dT%H:%M:%S+00:00") or "").strip()
    try:
        now = datetime.fromisoformat(text)
    except ValueError:
        return []
    files = [one for one in seen if isinstance(one, ServerFile) and not one.problem]
    held = [one for one in files if one.role == "certificate"][:MAX_FILES]
    names_asked = ("", view.host) if view.host else ("",)
    dials = [(*port, name) for port in _ports(view, seen) for name in names_asked]
    found, opened = await asyncio.gather(
        asyncio.gather(*(_on_disk(host, one, files, now) for one in held)),
        asyncio.gather(*(_handshake(host, *dial) for dial in dials)),
    )
    on_disk = [one for one in found if one]
    served = [
        _served(port, name, chain, on_disk, now)
        for (port, _, name), text in zip(dials, opened, strict=True)
        if (chain := certificates(text))
    ]
    return [*on_disk, *served]


async def _on_disk(
    host: Host, file: ServerFile, files: Iterable[ServerFile], now: datetime
) -> CertificateOnDisk | None:
    """Only certificates leave the server; a key in the same file stays there."""
    chain = certificates(await host.output("sed", "-n", _BLOCKS, "--", file.path) or "")
    if not chain:
        return None
    leaf = chain[0]
    complete, fits = await asyncio.gather(
        _complete(host, file.path, chain), _key_fits(host, file, files, leaf)
    )
    return CertificateOnDisk(
        source=f"sed -n {file.path}",
        software=file.software,
        setting=file.setting,
        file=file.file,
        line=file.line,
        path=file.path,
        names=names(leaf).dns[:20],
        not_before=when(leaf.not_valid_before_utc),
        not_after=when(leaf.not_valid_after_utc),
        fingerprint=fingerprint(leaf),
        dates=_dates(leaf, now),
        complete=complete,
        key_fits=fits,
        ports=file.ports,
    )


async def _complete(host: Host, path: str, chain: tuple[x509.Certificate, ...]) -> bool | None:
    """By the server's own authorities; a leaf alone lacks its link where that is published."""
    result = await host.run("openssl", "verify", "-untrusted", path, path)
    if result.ok:
        return True
    said = result.stdout + result.stderr
    unknown = any(error in said for error in _ISSUER_UNKNOWN)
    return False if unknown and lacks_issuer(chain) else None


async def _key_fits(
    host: Host, file: ServerFile, files: Iterable[ServerFile], leaf: x509.Certificate
) -> bool | None:
    """Only the public half of the key leaves the server."""
    wanted = file.setting.replace("cert_file", "key_file").replace("certificate", "privatekey")
    keys = {
        one.path
        for one in files
        if one.role == "key" and one.setting == wanted and one.ports == file.ports
    }
    if len(keys) != 1:
        return None
    command = ("openssl", "pkey", "-in", *keys, "-passin", "pass:", "-pubout")
    return key_fits(leaf, await host.output(*command) or "")


def _dates(leaf: x509.Certificate, now: datetime) -> Dates:
    moment = now.astimezone(UTC)
    if moment > leaf.not_valid_after_utc:
        return "expired"
    return "not-yet" if moment < leaf.not_valid_before_utc else "good"


def _ports(view: View, seen: Sequence[Fact]) -> list[tuple[int, str]]:
    """The ports for handing in mail that others reach, with the way TLS begins there."""
    listening = {one.port for one in seen if isinstance(one, Listener) and one.outward}
    services = {
        one.port: one.security for one in seen if isinstance(one, SubmissionService) and one.enabled
    }
    wanted = {465, 587} & listening or {25} & listening
    ways = ((port, services.get(port, _IMPLICIT[port])) for port in sorted(wanted))
    return [(port, way) for port, way in ways if way != "none"]


async def _handshake(host: Host, port: int, security: str, name: str) -> str:
    """What the server's own openssl prints of a handshake with that port, without a login."""
    starttls = ("-starttls", "smtp") if security == "starttls" else ()
    asked = ("-servername", name) if name else ("-noservername",)
    place = await _own_address(host, port)
    opened = ("openssl", "s_client", "-connect", place, *starttls, *asked, "-showcerts")
    return (await host.run("timeout", "8", *opened)).stdout


def _served(
    port: int,
    name: str,
    chain: tuple[x509.Certificate, ...],
    on_disk: Sequence[CertificateOnDisk],
    now: datetime,
) -> CertificateServed:
    """The leaf beside the files behind its port; one chosen by its name may lie elsewhere."""
    leaf = chain[0]
    behind = [one for one in on_disk if not one.ports or port in one.ports]
    known = fingerprint(leaf) in {one.fingerprint for one in behind}
    first = behind[0] if behind else None
    return CertificateServed(
        source="openssl s_client -showcerts",
        software=first.software if first else "",
        setting=first.setting if first else "",
        file=first.file if first else "",
        line=first.line if first else 0,
        port=port,
        name=name,
        names=names(leaf).dns[:20],
        not_after=when(leaf.not_valid_after_utc),
        fingerprint=fingerprint(leaf),
        dates=_dates(leaf, now),
        stale=not known if first and not name else None,
        complete=not lacks_issuer(chain),
        path=first.path if first else "",
    )


async def _own_address(host: Host, port: int) -> str:
    """An address at which the server reaches its own port."""
    local = [address for address, at in await host.listeners() or () if at == port]
    if not local or "*" in local or any(one.startswith("127.") for one in local):
        return f"127.0.0.1:{port}"
    first = local[0]
    return f"[{first}]:{port}" if ":" in first else f"{first}:{port}"
