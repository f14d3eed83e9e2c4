"""Makes ID tokens as a provider does, with keys of its own."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key and what is published of it."""

    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    kid: str

    @property
    def algorithm(self) -> str:
        """How it signs."""
        return "RS256" if isinstance(self.private, rsa.RSAPrivateKey) else "ES256"

    @property
    def public(self) -> dict[str, Any]:
        """The key of the provider's key set."""
        shared = {"kid": self.kid, "use": "sig", "alg": self.algorithm}
        match self.private.public_key():
            case rsa.RSAPublicKey() as key:
                numbers = key.public_numbers()
                return {"kty": "RSA", **shared, "n": _number(numbers.n), "e": _number(numbers.e)}
            case key:
                point = key.public_numbers()
                pair = {"x": _number(point.x, 32), "y": _number(point.y, 32)}
                return {"kty": "EC", "crv": "P-256", **shared, **pair}

    def token(self, claims: dict[str, Any], **header: Any) -> str:
        """The claims, signed."""
        head = {"alg": self.algorithm, "kid": self.kid, **header}
        signed = f"{_part(head)}.{_part(claims)}"
        return f"{signed}.{encoded(self._signature(signed.encode()))}"

    def _signature(self, data: bytes) -> bytes:
        match self.private:
            case rsa.RSAPrivateKey():
                return self.private.sign(data, padding.PKCS1v15(), SHA256())
            case ec.EllipticCurvePrivateKey():
                halves = decode_dss_signature(self.private.sign(data, ec.ECDSA(SHA256())))
                return b"".join(half.to_bytes(32) for half in halves)


@cache
def rsa_signer(kid: str = "r1", size: int = 2048) -> Signer:
    """One with an RSA key."""
    return Signer(rsa.generate_private_key(65537, size), kid)


@cache
def ec_signer(kid: str = "e1") -> Signer:
    """One with a P-256 key."""
    return Signer(ec.generate_private_key(ec.SECP256R1()), kid)


def encoded(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _part(document: dict[str, Any]) -> str:
    return encoded(json.dumps(document).encode())


def _number(value: int, size: int | None = None) -> str:
    return encoded(value.to_bytes(size or (value.bit_length() + 7) // 8))
