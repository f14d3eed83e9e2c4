"""Makes certificates, good ones and every kind of bad one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
DAY = dt.timedelta(days=1)
SERVER, CLIENT = ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH


@dataclass(frozen=True)
class Issued:
    """A certificate and its private key."""

    certificate: x509.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        """The certificate in DER."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        """The certificate in PEM."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def write_to(self, folder: Path, *chain: Issued) -> tuple[Path, Path]:
        """Certificate chain and key as files for a server."""
        certificate, key = folder / "chain.pem", folder / "key.pem"
        certificate.write_bytes(b"".join((self.pem, *(one.pem for one in chain))))
        key.write_bytes(
            self.key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return certificate, key


def _name(common: str, organization: str | None = None) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    if organization:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization))
    return x509.Name(parts)


def authority(
    common: str = "Test Root",
    issuer: Issued | None = None,
    *,
    organization: str | None = None,
    starts: dt.datetime = NOW - 400 * DAY,
    ends: dt.datetime = NOW + 400 * DAY,
) -> Issued:
    """A certification authority: a root, or an intermediate under ``issuer``."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(common, organization)
    signer = issuer or Issued(None, key)  # type: ignore[arg-type]
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(signer.key, hashes.SHA256())
    )
    return Issued(built, key)


@cache
def the_root() -> Issued:
    """The root that tests trust by default."""
    return authority()


def leaf(
    *names: str,
    issuer: Issued | None = None,
    self_signed: bool = False,
    common: str = "server",
    starts: dt.datetime = NOW - 10 * DAY,
    days: float = 90,
    key: Key | None = None,
    digest: hashes.HashAlgorithm | None = None,
    usage: Sequence[x509.ObjectIdentifier] | None = (SERVER,),
    aia: str | None = None,
    extensions: Sequence[tuple[x509.ExtensionType, bool]] = (),
) -> Issued:
    """A server's certificate; the defaults meet Apple's rules."""
    made = key or ec.generate_private_key(ec.SECP256R1())
    signer = made if self_signed else (issuer or the_root()).key
    subject = _name(common)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if self_signed else (issuer or the_root()).certificate.subject)
        .public_key(made.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(starts + days * DAY)
    )
    if names:
        listed = [x509.DNSName(name) for name in names]
        builder = builder.add_extension(x509.SubjectAlternativeName(listed), critical=False)
    if usage is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage(list(usage)), critical=False)
    if aia:
        where = x509.UniformResourceIdentifier(aia)
        access = x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, where)
        builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    by_hash = not isinstance(signer, ed25519.Ed25519PrivateKey)
    chosen = (digest or hashes.SHA256()) if by_hash else None
    return Issued(builder.sign(signer, chosen), made)  # type: ignore[arg-type]
