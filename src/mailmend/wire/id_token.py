"""ID tokens of OpenID Connect: signature and claims. Pure; the time is given.

Only what OpenID Connect Core 1.0 section 3.1.3.7 asks for, with two algorithms (RFC 7518): RS256,
which every provider must have, and ES256. A token that says ``none`` or anything else is refused.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

MAX_TOKEN = 32 * 1024
MAX_KEYS = 50
LEEWAY_S = 60
OLDEST_S = 600
"""A token was issued at most so long ago, in seconds."""
_SMALLEST_RSA = 2048
_TYPES = {"RS256": "RSA", "ES256": "EC"}

Key = Mapping[str, Any]


class TokenRefused(Exception):
    """The token proves nothing; the message says why, without its content."""


class UnknownKey(TokenRefused):
    """It was signed with a key that is not among those given: the provider may have new ones."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the token must be for: its issuer, this client, and the sign-in it answers."""

    issuer: str
    client_id: str
    nonce: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signed in; ``email`` only where the provider says that it verified it."""

    issuer: str
    subject: str
    email: str | None


def identity(token: str, keys: Sequence[Key], expected: Expected, now: float) -> Identity:
    """Whom the token proves, at that Unix time. Raises ``TokenRefused``."""
    claims = _signed_claims(token, keys)
    _check_times(claims, now)
    if claims.get("iss") != expected.issuer:
        raise TokenRefused("it is of another issuer")
    audience = claims.get("aud")
    listed = audience if isinstance(audience, list) else [audience]
    if expected.client_id not in listed:
        raise TokenRefused("it is for another client")
    if claims.get("azp", expected.client_id) != expected.client_id or (
        len(listed) > 1 and "azp" not in claims
    ):
        raise TokenRefused("it was given to another client")
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), expected.nonce.encode()):
        raise TokenRefused("it answers another sign-in")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise TokenRefused("it names nobody")
    return Identity(expected.issuer, subject, _email(claims))


def _email(claims: Mapping[str, Any]) -> str | None:
    email = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(email, str):
        return None
    return email.lower() if 0 < len(email) <= 128 else None


def _check_times(claims: Mapping[str, Any], now: float) -> None:
    expires, issued = _moment(claims, "exp"), _moment(claims, "iat")
    if expires <= now - LEEWAY_S:
        raise TokenRefused("it has expired")
    if not now - OLDEST_S <= issued <= now + LEEWAY_S:
        raise TokenRefused("it is not of now; do both clocks go right?")


def _moment(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TokenRefused(f"it has no {name}")
    return float(value)


def _signed_claims(token: str, keys: Sequence[Key]) -> dict[str, Any]:
    """The claims, once the signature is right (RFC 7515 section 5.2)."""
    parts = token.split(".")
    if len(token) > MAX_TOKEN or len(parts) != 3:
        raise TokenRefused("it is no signed token")
    header = _document(parts[0])
    algorithm = header.get("alg")
    if algorithm not in _TYPES or "crit" in header:
        raise TokenRefused("it is signed in a way that is not accepted")
    key = _key(keys, algorithm, header.get("kid"))
    signed = f"{parts[0]}.{parts[1]}".encode("ascii", "replace")
    try:
        _verify(key, algorithm, _bytes(parts[2]), signed)
    except (InvalidSignature, ValueError):
        raise TokenRefused("its signature is wrong") from None
    return _document(parts[1])


def _key(keys: Sequence[Key], algorithm: str, kid: object) -> Key:
    usable = [
        key
        for key in keys[:MAX_KEYS]
        if key.get("kty") == _TYPES[algorithm]
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and (kid is None or key.get("kid") == kid)
    ]
    if len(usable) != 1:
        raise UnknownKey("no key of the provider fits it")
    return usable[0]


def _verify(key: Key, algorithm: str, signature: bytes, signed: bytes) -> None:
    """Raises ``InvalidSignature``, or ``ValueError`` for a key or signature that is none."""
    if algorithm == "RS256":
        public = rsa.RSAPublicNumbers(_number(key, "e"), _number(key, "n")).public_key()
        if public.key_size < _SMALLEST_RSA:
            raise TokenRefused("the provider's key is too short")
        public.verify(signature, signed, padding.PKCS1v15(), SHA256())
        return
    if key.get("crv") != "P-256" or len(signature) != 64:
        raise ValueError("no P-256 signature")
    point = ec.EllipticCurvePublicNumbers(_number(key, "x"), _number(key, "y"), ec.SECP256R1())
    halves = (int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    point.public_key().verify(encode_dss_signature(*halves), signed, ec.ECDSA(SHA256()))


def _number(key: Key, name: str) -> int:
    return int.from_bytes(_bytes(str(key.get(name, ""))))


def _document(part: str) -> dict[str, Any]:
    try:
        found = json.loads(_bytes(part))
    except (ValueError, RecursionError):
        raise TokenRefused("it is no signed token") from None
    if not isinstance(found, dict):
        raise TokenRefused("it is no signed token")
    return found


def _bytes(part: str) -> bytes:
    """Base64url without padding (RFC 7515 section 2). Raises ``TokenRefused``."""
    try:
        return base64.b64decode(
            part.encode("ascii") + b"=" * (-len(part) % 4), b"-_", validate=True
        )
    except (UnicodeEncodeError, binascii.Error):
        raise TokenRefused("it is no signed token") from None
