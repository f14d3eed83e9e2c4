"""The lab's certification authority: a root, an intermediate, and leaves good and bad."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
KeyKind = Literal["rsa1024", "rsa2048", "ecdsa"]
AIA_URL = "http://ca.lab.test/intermediate.der"
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Leaf:
    """How a server's certificate is made; the defaults meet Apple's published rules."""

    names: tuple[str, ...]
    key: KeyKind = "rsa2048"
    starts_days_ago: int = 10
    lasts_days: int = 90
    subject_alternative_names: bool = True
    self_signed: bool = False


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate as PEM: the leaf, what completes its chain, and its private key."""

    leaf: str
    chain: str
    key: str

    @property
    def fullchain(self) -> str:
        """Leaf first, then the intermediate (RFC 8446 section 4.4.2)."""
        return self.leaf + self.chain


class Authority:
    """A certification authority whose keys lie in one directory."""

    def __init__(self, directory: Path) -> None:
        """Open the authority in that directory, making it when it is not there."""
        self._directory = directory
        if not (directory / "intermediate.key").exists():
            self._found()

    @property
    def root_pem(self) -> Path:
        """The PEM file that clients are to trust."""
        return self._directory / "root.pem"

    def intermediate_der(self) -> bytes:
        """The intermediate as the caIssuers URL serves it (RFC 5280 section 4.2.2.1)."""
        return self._certificate("intermediate").public_bytes(serialization.Encoding.DER)

    def issue(self, leaf: Leaf) -> Issued:
        """Make a key and a certificate for it."""
        key = _new_key(leaf.key)
        subject = _name(leaf.names[0])
        issuer = subject if leaf.self_signed else self._certificate("intermediate").subject
        signer = key if leaf.self_signed else self._key("intermediate")
        starts = _now() - leaf.starts_days_ago * _DAY
        builder = _base(subject, issuer, key, starts, leaf.lasts_days)
        builder = _leaf_extensions(builder, leaf, key, signer)
        chain = "" if leaf.self_signed else _pem(self._certificate("intermediate"))
        return Issued(_pem(builder.sign(signer, hashes.SHA256())), chain, _key_pem(key))

    def _found(self) -> None:
        self._directory.mkdir(parents=True, exist_ok=True)
        root_key, middle_key = _new_key("ecdsa"), _new_key("ecdsa")
        root_name, middle_name = _name("Mailmend Lab Root"), _name("Mailmend Lab Intermediate")
        starts = _now() - 30 * _DAY
        root = _base(root_name, root_name, root_key, starts, 1200)
        middle = _base(middle_name, root_name, middle_key, starts, 800)
        for label, builder, key, depth in (
            ("root", root, root_key, 1),
            ("intermediate", middle, middle_key, 0),
        ):
            signed = _authority_extensions(builder, key, root_key, depth).sign(
                root_key, hashes.SHA256()
            )
            (self._directory / f"{label}.pem").write_text(_pem(signed), "ascii")
            path = self._directory / f"{label}.key"
            path.touch(0o600)
            path.write_text(_key_pem(key), "ascii")

    def _certificate(self, label: str) -> x509.Certificate:
        return x509.load_pem_x509_certificate((self._directory / f"{label}.pem").read_bytes())

    def _key(self, label: str) -> PrivateKey:
        data = (self._directory / f"{label}.key").read_bytes()
        key = serialization.load_pem_private_key(data, None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return key


def _base(
    subject: x509.Name, issuer: x509.Name, key: PrivateKey, starts: dt.datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(starts + days * _DAY)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    )


def _leaf_extensions(
    builder: x509.CertificateBuilder, leaf: Leaf, key: PrivateKey, signer: PrivateKey
) -> x509.CertificateBuilder:
    builder = (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        .add_extension(_usage(signs_certificates=False, rsa=leaf.key != "ecdsa"), True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
        .add_extension(_issued_by(signer), False)
    )
    if not leaf.self_signed:
        where = x509.UniformResourceIdentifier(AIA_URL)
        access = x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, where)
        builder = builder.add_extension(x509.AuthorityInformationAccess([access]), False)
    if leaf.subject_alternative_names:
        names = x509.SubjectAlternativeName([x509.DNSName(name) for name in leaf.names])
        builder = builder.add_extension(names, False)
    return builder


def _authority_extensions(
    builder: x509.CertificateBuilder, key: PrivateKey, signer: PrivateKey, depth: int
) -> x509.CertificateBuilder:
    return (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=depth), True)
        .add_extension(_usage(signs_certificates=True, rsa=False), True)
        .add_extension(_issued_by(signer), False)
    )


def _issued_by(signer: PrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())


def _usage(*, signs_certificates: bool, rsa: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_encipherment=rsa,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _new_key(kind: KeyKind) -> PrivateKey:
    match kind:
        case "ecdsa":
            return ec.generate_private_key(ec.SECP256R1())
        case "rsa2048":
            return rsa.generate_private_key(65537, 2048)
        case "rsa1024":
            return rsa.generate_private_key(65537, 1024)  # noqa: S505 - the fault itself


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode("ascii")


def _key_pem(key: PrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode("ascii")
