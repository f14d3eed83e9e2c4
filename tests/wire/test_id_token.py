"""ID tokens: what proves who signed in, and all that does not."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailmend.wire.id_token import (
    MAX_TOKEN,
    Expected,
    Identity,
    TokenRefused,
    UnknownKey,
    identity,
)
from tests.wire.signing import ec_signer, encoded, rsa_signer

NOW = 1_800_000_000.0
ISSUER, CLIENT, NONCE = "https://id.test", "mailmend", "n-once"
EXPECTED = Expected(ISSUER, CLIENT, NONCE)
CLAIMS: dict[str, Any] = {
    "iss": ISSUER,
    "aud": CLIENT,
    "sub": "s-1",
    "nonce": NONCE,
    "iat": NOW - 5,
    "exp": NOW + 300,
    "email": "Ada@Brand.test",
    "email_verified": True,
}
RSA, EC = rsa_signer(), ec_signer()
KEYS = [RSA.public, EC.public]


def whom(token: str, keys: list[Any] | None = None) -> Identity:
    """Whom it proves now."""
    return identity(token, KEYS if keys is None else keys, EXPECTED, NOW)


@pytest.mark.parametrize("signer", [RSA, EC], ids=["RS256", "ES256"])
def test_a_good_token_proves_who_it_is(signer: Any) -> None:
    """With either algorithm; the address in lower case."""
    assert whom(signer.token(CLAIMS)) == Identity(ISSUER, "s-1", "ada@brand.test")
    assert whom(signer.token({**CLAIMS, "aud": [CLIENT]})).subject == "s-1"
    several = {**CLAIMS, "aud": [CLIENT, "other"], "azp": CLIENT}
    assert whom(signer.token(several)).subject == "s-1"


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_is_not_verified_is_none(verified: object) -> None:
    """Anybody could have typed it there."""
    assert whom(RSA.token({**CLAIMS, "email_verified": verified})).email is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://id.test/"},
        {"iss": "https://evil.test"},
        {"aud": "other"},
        {"aud": []},
        {"aud": None},
        {"aud": [CLIENT, "other"]},
        {"aud": [CLIENT, "other"], "azp": "other"},
        {"azp": "other"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": NOW - 61},
        {"exp": None},
        {"exp": True},
        {"exp": str(NOW + 300)},
        {"iat": NOW + 61},
        {"iat": NOW - 601},
        {"iat": None},
        {"sub": ""},
        {"sub": 1},
        {"sub": "s" * 256},
    ],
)
def test_claims_of_something_else_are_refused(wrong: dict[str, Any]) -> None:
    """Another issuer, client, sign-in, time, or nobody."""
    claims = {key: value for key, value in {**CLAIMS, **wrong}.items() if value is not None}
    with pytest.raises(TokenRefused):
        whom(RSA.token(claims))


def test_a_token_without_a_signature_is_refused() -> None:
    """``none``, in whatever case it is written, and a signature that is empty."""
    for alg in ("none", "None", "NONE", "", None, 0):
        head = encoded(json.dumps({"alg": alg}).encode())
        body = encoded(json.dumps(CLAIMS).encode())
        for token in (f"{head}.{body}.", f"{head}.{body}"):
            with pytest.raises(TokenRefused):
                whom(token)
    head, body, _ = RSA.token(CLAIMS).split(".")
    with pytest.raises(TokenRefused):
        whom(f"{head}.{body}.")


def test_a_public_key_is_no_shared_secret() -> None:
    """An HMAC made with what the provider publishes proves nothing (the classic confusion)."""
    head = encoded(json.dumps({"alg": "HS256", "kid": "r1"}).encode())
    body = encoded(json.dumps(CLAIMS).encode())
    for secret in (RSA.public["n"].encode(), json.dumps(RSA.public).encode()):
        mac = hmac.new(secret, f"{head}.{body}".encode(), sha256).digest()
        with pytest.raises(TokenRefused):
            whom(f"{head}.{body}.{encoded(mac)}")


def test_a_key_is_used_for_its_own_algorithm_only() -> None:
    """Neither by its type nor by its name can it be taken for another."""
    with pytest.raises(UnknownKey):
        whom(RSA.token(CLAIMS, alg="ES256"))
    with pytest.raises(UnknownKey):
        whom(RSA.token(CLAIMS, kid="other"))
    with pytest.raises(UnknownKey):
        whom(RSA.token(CLAIMS), [{**RSA.public, "use": "enc"}])
    with pytest.raises(UnknownKey):
        whom(RSA.token(CLAIMS), [])
    with pytest.raises(TokenRefused):
        whom(RSA.token(CLAIMS), [{**rsa_signer("other").public, "kid": "r1"}])
    with pytest.raises(TokenRefused):
        whom(RSA.token(CLAIMS, crit=["x"]))


def test_a_short_key_is_refused() -> None:
    """1024 bits can be broken."""
    short = rsa_signer("short", 1024)
    with pytest.raises(TokenRefused, match="too short"):
        whom(short.token(CLAIMS), [short.public])


@pytest.mark.parametrize("part", [0, 1, 2])
@pytest.mark.parametrize("signer", [RSA, EC], ids=["RS256", "ES256"])
def test_a_changed_token_is_refused(signer: Any, part: int) -> None:
    """One character in any part."""
    parts = signer.token(CLAIMS).split(".")
    parts[part] = ("B" if parts[part][5] == "A" else "A").join((parts[part][:5], parts[part][6:]))
    with pytest.raises(TokenRefused):
        whom(".".join(parts))


@given(st.text(max_size=200) | st.binary(max_size=100).map(lambda data: f"{encoded(data)}.a.b"))
def test_what_is_no_token_is_refused(text: str) -> None:
    """Never with a fault of a parser."""
    with pytest.raises(TokenRefused):
        whom(text)


@pytest.mark.parametrize(
    "key", [{}, {"kty": "RSA", "kid": "r1"}, {"kty": "EC", "kid": "e1", "x": 1}]
)
def test_a_broken_key_is_refused(key: dict[str, Any]) -> None:
    """As if there were none, or as a wrong signature."""
    for token in (RSA.token(CLAIMS), EC.token(CLAIMS)):
        with pytest.raises(TokenRefused):
            whom(token, [key])


def test_an_endless_token_is_refused() -> None:
    """Before anything is decoded."""
    with pytest.raises(TokenRefused):
        whom(RSA.token({**CLAIMS, "more": "x" * MAX_TOKEN}))
