"""Signs a profile with the operator's certificate (CMS SignedData, RFC 5652, DER, opaque)."""

from __future__ import annotations

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7

from mailmend.case import InputError

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def signed(data: bytes, certificate_pem: bytes, key_pem: bytes, chain_pem: bytes = b"") -> bytes:
    """The profile inside a signed envelope. Raises ``InputError`` for unusable PEM files.

    The first certificate signs; further ones in its file, and those of ``chain_pem``, go along.
    """
    own = _certificates(certificate_pem, "--sign-cert")
    more = _certificates(chain_pem, "--chain") if chain_pem else []
    key = _key(key_pem)
    if _public(own[0].public_key()) != _public(key.public_key()):
        raise InputError("--sign-key is not the key of the certificate in --sign-cert")
    builder = pkcs7.PKCS7SignatureBuilder().set_data(data)
    builder = builder.add_signer(own[0], key, hashes.SHA256())
    for certificate in (*own[1:], *more):
        builder = builder.add_certificate(certificate)
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def _certificates(pem: bytes, option: str) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise InputError(f"{option} holds no certificate in PEM form") from None


def _key(pem: bytes) -> Key:
    try:
        key = serialization.load_pem_private_key(pem, None)
    except TypeError:
        raise InputError("--sign-key is protected by a passphrase; give it without one") from None
    except (ValueError, UnsupportedAlgorithm):
        raise InputError("--sign-key holds no private key in PEM form") from None
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise InputError("--sign-key must be an RSA or an ECDSA key")
    return key


def _public(key: object) -> bytes:
    assert hasattr(key, "public_bytes")
    found: bytes = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return found
