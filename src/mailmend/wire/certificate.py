"""What a certificate says: names, dates, keys, marks of its issuer. Trust is not judged here.

Every function bears a hostile certificate: what cannot be read is left out, never raised.
"""

from __future__ import annotations

import ipaddress
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, SignatureAlgorithmOID

from mailmend.case import printable
from mailmend.wire.names import to_ascii

MAX_TEXT = 200
_CABF_POLICIES = "2.23.140.1."
_HASHLESS = {SignatureAlgorithmOID.ED25519: "ed25519", SignatureAlgorithmOID.ED448: "ed448"}
_WORD = re.compile(r"[^\W\d_]{2,}")
_ANY_AUTHORITY = re.compile(
    "ca|root|intermediate|issuing|sub|subordinate|authority|certificate|certification|server|tls|"
    "ssl|rsa|ecc|ecdsa|class|global"
)
Extension = TypeVar("Extension", bound=x509.ExtensionType)


@dataclass(frozen=True, slots=True)
class Names:
    """The subject alternative names; ``readable`` is false where the extension is malformed."""

    dns: tuple[str, ...] = ()
    ip: tuple[str, ...] = ()
    readable: bool = True


def load(der: bytes) -> x509.Certificate | None:
    """The certificate in that DER, or ``None`` where it is not one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            certificate = x509.load_der_x509_certificate(der)
            _ = certificate.subject, certificate.issuer, certificate.not_valid_after_utc
        except (ValueError, TypeError, UnsupportedAlgorithm):
            return None
    return certificate


def extension(certificate: x509.Certificate, kind: type[Extension]) -> Extension | None:
    """The extension of that type; ``None`` where it is absent or unreadable."""
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError, TypeError):
        return None


def names(certificate: x509.Certificate) -> Names:
    """The DNS and IP names the certificate is for (RFC 5280 section 4.2.1.6)."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return Names(
            tuple(found.get_values_for_type(x509.DNSName)),
            tuple(str(ip) for ip in found.get_values_for_type(x509.IPAddress)),
        )
    except x509.ExtensionNotFound:
        return Names()
    except (x509.DuplicateExtension, x509.UnsupportedGeneralNameType, ValueError, TypeError):
        return Names(readable=False)


def matches(certificate_names: Names, host: str) -> bool:
    """Whether the certificate is for ``host`` (RFC 9525 section 6.3); the common name never counts.

    A wildcard stands for the whole left-most label only. An address needs an IP name.
    """
    try:
        return str(ipaddress.ip_address(host.strip("[]"))) in certificate_names.ip
    except ValueError:
        plain = to_ascii(host)
    return plain is not None and any(_matches(name, plain) for name in certificate_names.dns)


def _matches(pattern: str, host: str) -> bool:
    lowered = pattern.lower()
    if "*" not in lowered:
        return lowered == host
    first, _, rest = lowered.partition(".")
    _, _, host_rest = host.partition(".")
    return first == "*" and "." in rest and "*" not in rest and rest == host_rest


def subject(certificate: x509.Certificate) -> str:
    """The subject in one escaped line of at most 200 characters (RFC 4514)."""
    return name_text(certificate.subject)


def issuer(certificate: x509.Certificate) -> str:
    """The issuer in one escaped line of at most 200 characters (RFC 4514)."""
    return name_text(certificate.issuer)


def name_text(name: x509.Name) -> str:
    """A distinguished name in one escaped line."""
    return short(name.rfc4514_string())


def short(text: str) -> str:
    """Untrusted text escaped and cut to 200 characters."""
    shown = printable(text[: 2 * MAX_TEXT])
    return shown if len(shown) <= MAX_TEXT else shown[: MAX_TEXT - 1] + "…"


def when(moment: datetime) -> str:
    """A moment as RFC 3339 UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def key_text(certificate: x509.Certificate) -> str:
    """The kind and size of the public key, as ``RSA 2048`` or ``EC 256 (secp256r1)``."""
    try:
        key = certificate.public_key()
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return "unreadable"
    match key:
        case rsa.RSAPublicKey():
            return f"RSA {key.key_size}"
        case ec.EllipticCurvePublicKey():
            return f"EC {key.key_size} ({key.curve.name})"
        case dsa.DSAPublicKey():
            return f"DSA {key.key_size}"
        case ed25519.Ed25519PublicKey():
            return "Ed25519"
        case ed448.Ed448PublicKey():
            return "Ed448"
        case _:
            return "other"


def signature_hash(certificate: x509.Certificate) -> str:
    """The hash of the signature, as ``sha256``; the algorithm's name where it has no hash."""
    try:
        algorithm = certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return certificate.signature_algorithm_oid.dotted_string
    if algorithm is not None:
        return algorithm.name
    oid = certificate.signature_algorithm_oid
    return _HASHLESS.get(oid, oid.dotted_string)


def issuer_urls(certificate: x509.Certificate) -> tuple[str, ...]:
    """Where the issuer's own certificate can be fetched (RFC 5280 section 4.2.2.1), http only."""
    access = extension(certificate, x509.AuthorityInformationAccess)
    urls = [
        entry.access_location.value
        for entry in access or ()
        if entry.access_method == AuthorityInformationAccessOID.CA_ISSUERS
        and isinstance(entry.access_location, x509.UniformResourceIdentifier)
    ]
    return tuple(url for url in urls if url.lower().startswith("http://") and len(url) < 500)


def from_public_authority(certificate: x509.Certificate) -> bool:
    """Whether it bears the marks that public authorities put on what they issue.

    Embedded certificate transparency receipts (RFC 6962), a CA/Browser Forum policy, or the
    address of the issuer's certificate.
    """
    policies = extension(certificate, x509.CertificatePolicies)
    return (
        bool(issuer_urls(certificate))
        or extension(certificate, x509.PrecertificateSignedCertificateTimestamps) is not None
        or any(
            policy.policy_identifier.dotted_string.startswith(_CABF_POLICIES)
            for policy in policies or ()
        )
    )


def family(name: x509.Name) -> frozenset[str]:
    """What authorities of one house have in common: the organization, or else the common name.

    Of a common name the words count that do not tell a root from an intermediate.
    """
    for oid in (x509.NameOID.ORGANIZATION_NAME, x509.NameOID.COMMON_NAME):
        found = name.get_attributes_for_oid(oid)
        words = {word for one in found for word in _WORD.findall(str(one.value).lower())}
        telling = frozenset(word for word in words if not _ANY_AUTHORITY.fullmatch(word))
        if telling:
            return telling
    return frozenset()


def shown_names(certificate_names: Names, host: str, limit: int = 100) -> tuple[str, ...]:
    """The names, escaped, at most ``limit``; those under the same domain as ``host`` go first."""
    parent = host.lower().partition(".")[2]
    every: Iterable[str] = (*certificate_names.dns, *certificate_names.ip)
    ranked = sorted(every, key=lambda name: not (parent and name.lower().endswith(parent)))
    return tuple(short(name) for name in ranked[:limit])
