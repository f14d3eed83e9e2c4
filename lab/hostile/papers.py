"""Certificates of the hostile servers, good and bad, made when first asked for."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from lab.certs import Authority, Issued, Leaf

GOOD = frozenset({"good", "long-chain", "many-names"})
"""Papers that a careful client accepts."""

_NOW = dt.datetime.now(dt.UTC)
_DAY = dt.timedelta(days=1)


class Papers:
    """The authority of one run and a TLS context for every paper of every domain."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.authority = Authority(folder / "ca")
        self._ready: dict[tuple[str, str], ssl.SSLContext] = {}

    def context(self, paper: str, domain: str) -> ssl.SSLContext:
        """A server context that shows that paper for that domain."""
        key = (paper, domain)
        if key not in self._ready:
            self._ready[key] = self._make(paper, domain)
        return self._ready[key]

    def files(self, paper: str, domain: str) -> tuple[Path, Path]:
        """Chain and key of that paper, as PEM files."""
        chain, key = self.folder / f"{domain}-{paper}.pem", self.folder / f"{domain}-{paper}.key"
        if not chain.exists():
            issued = _PAPERS[paper](self.authority, names_of(domain))
            chain.write_text(issued.fullchain, "ascii")
            key.touch(0o600)
            key.write_text(issued.key, "ascii")
        return chain, key

    def _make(self, paper: str, domain: str) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(*self.files(paper, domain))
        return made


def names_of(domain: str) -> tuple[str, ...]:
    """The names a server of that domain goes by."""
    labels = ("mail", "autoconfig", "autodiscover", "smtp", "imap")
    return (*(f"{label}.{domain}" for label in labels), domain)


def _good(authority: Authority, names: tuple[str, ...]) -> Issued:
    return authority.issue(Leaf(names, key="ecdsa"))


def _expired(authority: Authority, names: tuple[str, ...]) -> Issued:
    return authority.issue(Leaf(names, key="ecdsa", starts_days_ago=100))


def _future(authority: Authority, names: tuple[str, ...]) -> Issued:
    return authority.issue(Leaf(names, key="ecdsa", starts_days_ago=-30))


def _self_signed(authority: Authority, names: tuple[str, ...]) -> Issued:
    return authority.issue(Leaf(names, key="ecdsa", self_signed=True))


def _other_name(authority: Authority, names: tuple[str, ...]) -> Issued:
    return authority.issue(Leaf(("mail.somewhere-else.test",), key="ecdsa"))


def _nul_name(authority: Authority, names: tuple[str, ...]) -> Issued:
    return authority.issue(Leaf((f"{names[0]}\0.evil.test",), key="ecdsa"))


def _many_names(authority: Authority, names: tuple[str, ...]) -> Issued:
    more = tuple(f"host-{number}.somewhere.test" for number in range(2500))
    return authority.issue(Leaf((*names, *more), key="ecdsa"))


def _escape_name(authority: Authority, names: tuple[str, ...]) -> Issued:
    odd = "\x1b]0;owned\x07\u202e<script>alert(1)</script>"
    key = ec.generate_private_key(ec.SECP256R1())
    return Issued(_plain_certificate(odd, key, key), "", _pem_key(key))


def _long_chain(authority: Authority, names: tuple[str, ...]) -> Issued:
    """A good leaf, its intermediate, and forty certificates that have nothing to do with it."""
    good = authority.issue(Leaf(names, key="ecdsa"))
    return Issued(good.leaf, good.chain + _chaff(40, 20), good.key)


def _huge_chain(authority: Authority, names: tuple[str, ...]) -> Issued:
    """About two megabytes of certificates after the leaf."""
    good = authority.issue(Leaf(names, key="ecdsa"))
    return Issued(good.leaf, good.chain + _chaff(1, 30000) * 2, good.key)


def _chaff(count: int, size: int) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return "".join(
        _plain_certificate(f"chaff {number}", key, key, comment="x" * size)
        for number in range(count)
    )


def _plain_certificate(
    common: str, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey,
    comment: str = "",
) -> str:  # fmt: skip
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common[:60])])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_NOW - _DAY)
        .not_valid_after(_NOW + 90 * _DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("chaff.test")]), False)
    )
    if comment:
        oid = x509.ObjectIdentifier("1.3.6.1.4.1.55555.1")
        builder = builder.add_extension(x509.UnrecognizedExtension(oid, comment.encode()), False)
    signed = builder.sign(signer, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.PEM).decode("ascii")


def _pem_key(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode("ascii")


_PAPERS: dict[str, Callable[[Authority, tuple[str, ...]], Issued]] = {
    "good": _good,
    "expired": _expired,
    "future": _future,
    "self-signed": _self_signed,
    "other-name": _other_name,
    "nul-name": _nul_name,
    "many-names": _many_names,
    "escape-name": _escape_name,
    "long-chain": _long_chain,
    "huge-chain": _huge_chain,
}
