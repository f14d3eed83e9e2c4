"""An OpenID Connect provider: where it is, its keys, and what it gives for a code.

The code flow with PKCE (OpenID Connect Core 1.0 section 3.1, RFC 7636). Everything is fetched over
verified HTTPS, within the bounds of all fetches, from the host that the operator named or the
hosts that it names.
"""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from mailmend.apps.web.config import Oidc, WebConfig
from mailmend.io.egress import EgressPolicy
from mailmend.io.net import RealNet
from mailmend.io.web import RealWeb
from mailmend.io.world import real_world
from mailmend.wire.id_token import Expected, Identity, Key, UnknownKey, identity
from mailmend.world import WebAnswer

KEPT_S = 3600.0
KEYS_APART_S = 60.0
"""Keys are fetched anew for an unknown one at most so often, in seconds."""
_FORM = ("Content-Type", "application/x-www-form-urlencoded")
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderFailed(Exception):
    """The provider cannot be used just now; the message is one line for the log."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the provider takes what."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


class Provider:
    """The provider of one server; what it publishes is remembered for an hour."""

    def __init__(self, config: WebConfig, oidc: Oidc) -> None:
        self._config, self._oidc = config, oidc
        self._endpoints: tuple[float, Endpoints] | None = None
        self._keys: tuple[float, Sequence[Key]] | None = None

    @property
    def callback(self) -> str:
        """Where the provider sends people back to."""
        return f"{self._config.public_url}/desk/oidc/callback"

    async def way_there(self, state: str, nonce: str, verifier: str) -> str:
        """Where to send the browser. Raises ``ProviderFailed``."""
        digest = hashlib.sha256(verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self._oidc.client_id,
            "redirect_uri": self.callback,
            "scope": "openid email",
            "state": state,
            "nonce": nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        place = (await self._where()).authorization_endpoint
        return f"{place}{'&' if urlsplit(place).query else '?'}{urlencode(query)}"

    async def identity_for(self, code: str, verifier: str, nonce: str) -> Identity:
        """Whom the code proves. Raises ``ProviderFailed``, ``TokenRefused``."""
        token = await self._token(code, verifier)
        expected = Expected(self._oidc.issuer, self._oidc.client_id, nonce)
        keys = await self._published_keys()
        try:
            return identity(token, keys, expected, time.time())
        except UnknownKey:
            keys = await self._published_keys(older_than_s=KEYS_APART_S)
            return identity(token, keys, expected, time.time())

    async def _token(self, code: str, verifier: str) -> str:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.callback,
            "client_id": self._oidc.client_id,
            "code_verifier": verifier,
        }
        place = (await self._where()).token_endpoint
        fields = (_FORM, *_authorization(self._oidc))
        answer = await self._web(place).post(place, urlencode(form).encode(), fields)
        token = _document(answer).get("id_token")
        if not isinstance(token, str):
            raise ProviderFailed("the token endpoint gave no ID token")
        return token

    async def _where(self) -> Endpoints:
        if self._endpoints is not None and time.monotonic() - self._endpoints[0] < KEPT_S:
            return self._endpoints[1]
        issuer = self._oidc.issuer
        place = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        document = _document(await self._web(place).get(place))
        if document.get("issuer") != issuer:
            raise ProviderFailed("its configuration is of another issuer")
        found = {name: document.get(name) for name in _ENDPOINTS}
        if not all(isinstance(one, str) and one.startswith("https://") for one in found.values()):
            raise ProviderFailed("its configuration names no HTTPS endpoints")
        endpoints = Endpoints(**{name: str(one) for name, one in found.items()})
        self._endpoints = time.monotonic(), endpoints
        return endpoints

    async def _published_keys(self, older_than_s: float = KEPT_S) -> Sequence[Key]:
        if self._keys is not None and time.monotonic() - self._keys[0] < older_than_s:
            return self._keys[1]
        place = (await self._where()).jwks_uri
        listed = _document(await self._web(place).get(place)).get("keys")
        keys = [key for key in listed if isinstance(key, dict)] if isinstance(listed, list) else []
        self._keys = time.monotonic(), keys
        return keys

    def _web(self, url: str) -> RealWeb:
        """A client that may dial this host and port, wherever the operator's provider is."""
        policy = EgressPolicy(
            typed_hosts=frozenset({(urlsplit(url).hostname or "").lower()}),
            networks=self._config.networks,
        )
        files = [Path(name) for name in self._config.ca_files]
        world = real_world(policy, self._config.resolver, files)
        assert isinstance(world.net, RealNet)
        return RealWeb(world.net, world.dns, ports=frozenset({urlsplit(url).port or 443}))


def _authorization(oidc: Oidc) -> tuple[tuple[str, str], ...]:
    """HTTP Basic of a confidential client (RFC 6749 section 2.3.1); none of a public one."""
    if oidc.client_secret is None:
        return ()
    parts = (oidc.client_id, oidc.client_secret.reveal())
    pair = ":".join(quote(part, safe="") for part in parts)
    return (("Authorization", f"Basic {base64.b64encode(pair.encode()).decode()}"),)


def _document(answer: WebAnswer) -> dict[str, Any]:
    if answer.status != 200 or not answer.trusted:
        why = answer.problem or f"status {answer.status}"
        raise ProviderFailed(f"no good answer over verified TLS ({why})")
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise ProviderFailed("its answer is not JSON") from None
    if not isinstance(found, dict):
        raise ProviderFailed("its answer is no JSON object")
    return found
