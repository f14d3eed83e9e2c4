"""Certificates in PEM text (RFC 7468): what a file holds, and how its links hang together. Pure."""

from __future__ import annotations

import base64
import binascii
import re

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization

from mailmend.wire.certificate import issuer_urls, load

MAX_CERTIFICATES = 20
_BLOCK = re.compile(
    r"-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([A-Za-z0-9+/=\s]{1,65536})-----END "
)
_PUBLIC = re.compile(r"-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]{1,65536})-----END ")


def certificates(text: str) -> tuple[x509.Certificate, ...]:
    """The certificates in order; what cannot be read is left out."""
    blocks = (found[1] for found, _ in zip(_BLOCK.finditer(text), range(MAX_CERTIFICATES)))  # noqa: B905
    read = (load(der) for block in blocks if (der := _der(block)))
    return tuple(one for one in read if one is not None)


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 in hexadecimal."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def key_fits(certificate: x509.Certificate, public_key: str) -> bool | None:
    """Whether a public key in PEM is the certificate's; ``None`` where either cannot be read."""
    found = _PUBLIC.search(public_key)
    theirs = _der(found[1]) if found else None
    if not theirs:
        return None
    try:
        own = certificate.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    except (ValueError, UnsupportedAlgorithm):
        return None
    return own == theirs


def lacks_issuer(chain: tuple[x509.Certificate, ...]) -> bool:
    """Whether the leaf stands without its issuer's certificate, which its issuer publishes.

    A leaf that is its own issuer lacks none; one without a caIssuers address (RFC 5280 section
    4.2.2.1) may be signed by a root.
    """
    if not chain or chain[0].issuer == chain[0].subject:
        return False
    there = any(other.subject == chain[0].issuer for other in chain[1:])
    return not there and bool(issuer_urls(chain[0]))


def _der(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (ValueError, binascii.Error):
        return None
