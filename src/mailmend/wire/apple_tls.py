"""Apple's requirements for trusted certificates (support article 103769), rule by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from mailmend.wire.certificate import Names, extension, key_text, signature_hash

EKU_SINCE = datetime(2019, 7, 1, tzinfo=UTC)
SHORT_SINCE = datetime(2020, 9, 1, tzinfo=UTC)
MAX_DAYS = 825
MAX_DAYS_PUBLIC = 398
MIN_RSA = 2048
MIN_EC = 256
_SHA2 = frozenset({"sha224", "sha256", "sha384", "sha512", "ed25519", "ed448"})


def violations(
    leaf: x509.Certificate, issuers: Sequence[x509.Certificate], names: Names, *, public: bool
) -> tuple[str, ...]:
    """The rules that the leaf and the issuers sent with it break, in words.

    ``public``: the chain ends in a root that came with the device. Only those have the limit of
    398 days; a root that the user or an administrator added has not.
    """
    found = [*_key_and_hash(leaf, "")]
    for issuer in issuers:
        if issuer.subject != issuer.issuer:
            found += _key_and_hash(issuer, "an issuing certificate: ")
    found += _names(names)
    found += _usage(leaf)
    found += _lifetime(leaf, public=public)
    return tuple(dict.fromkeys(found))


def for_servers(leaf: x509.Certificate) -> bool:
    """Whether the extended key usage, if any, allows TLS servers (RFC 5280 section 4.2.1.12)."""
    usage = extension(leaf, x509.ExtendedKeyUsage)
    allowed = {ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}
    return usage is None or not allowed.isdisjoint(usage)


def _key_and_hash(certificate: x509.Certificate, whose: str) -> Iterator[str]:
    key = key_text(certificate)
    kind, _, size = key.partition(" ")
    bits = int(size.split()[0]) if size else 0
    if kind == "RSA" and bits < MIN_RSA:
        yield f"{whose}the RSA key has {bits} bits, fewer than {MIN_RSA}"
    elif kind == "EC" and bits < MIN_EC:
        yield f"{whose}the EC key has {bits} bits, fewer than {MIN_EC}"
    elif kind not in {"RSA", "EC"}:
        yield f"{whose}the key is neither RSA nor EC ({key})"
    signed = signature_hash(certificate)
    if signed not in _SHA2:
        yield f"{whose}signed with {signed.upper()}, not with SHA-2"


def _names(names: Names) -> Iterator[str]:
    if not names.readable:
        yield "the subject alternative names cannot be read"
    elif not names.dns and not names.ip:
        yield "no subject alternative name; the common name does not count"


def _usage(leaf: x509.Certificate) -> Iterator[str]:
    usage = extension(leaf, x509.ExtendedKeyUsage)
    if usage is None:
        if leaf.not_valid_before_utc >= EKU_SINCE:
            yield "no extended key usage with serverAuth"
    elif ExtendedKeyUsageOID.SERVER_AUTH not in usage:
        yield "the extended key usage does not allow TLS servers (serverAuth)"


def _lifetime(leaf: x509.Certificate, *, public: bool) -> Iterator[str]:
    issued = leaf.not_valid_before_utc
    life = leaf.not_valid_after_utc - issued
    if public and issued >= SHORT_SINCE:
        limit = MAX_DAYS_PUBLIC
    elif issued >= EKU_SINCE:
        limit = MAX_DAYS
    else:
        return
    if life > timedelta(days=limit):
        yield f"valid for {life.days} days, more than {limit}"
