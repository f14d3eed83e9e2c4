"""A small OpenID Connect provider on loopback, with TLS and a name of its own."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from mailmend.apps.demo_servers import dns_server
from mailmend.apps.demo_servers.authority import Authority
from tests.wire.signing import Signer, rsa_signer

HOST = "id.provider.test"
PORT = 443
CLIENT, SECRET = "mailmend desk", "client secret: 7/+"


@dataclass(slots=True)
class IdentityProvider:
    """What it knows; tests change it. ``claims`` go into the next tokens over the usual ones."""

    resolver: str
    authority: Path
    port: int = PORT
    signer: Signer = field(default_factory=lambda: rsa_signer("p1"))
    claims: dict[str, Any] = field(default_factory=dict)
    configuration: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        """Its name."""
        return f"https://{HOST}" if self.port == PORT else f"https://{HOST}:{self.port}"

    def consent(self, address: str) -> dict[str, str]:
        """The person signs in and agrees: what their browser is sent back with."""
        asked = {key: one[0] for key, one in parse_qs(urlsplit(address).query).items()}
        code = hashlib.sha256(address.encode()).hexdigest()
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.issuer}

    def answer(self, path: str, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The document of an address; ``None`` is a refusal."""
        self.fetched.append(path)
        match path:
            case "/.well-known/openid-configuration":
                return {
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{self.issuer}/authorize",
                    "token_endpoint": f"{self.issuer}/token",
                    "jwks_uri": f"{self.issuer}/keys",
                    **self.configuration,
                }
            case "/keys":
                return {"keys": [self.signer.public]}
            case "/token":
                return self._token(form, authorization)
        return None

    def _token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        asked = self.codes.pop(form.get("code", ""), None)
        basic = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        if (unquote(basic[0]), unquote(basic[2])) != (CLIENT, SECRET) or asked is None:
            return None
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        now = time.time()
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "subject-1",
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
            **self.claims,
        }
        return {"token_type": "Bearer", "access_token": "x", "id_token": self.signer.token(claims)}


@contextmanager
def providing(folder: Path, port: int = PORT) -> Iterator[IdentityProvider]:
    """The provider and a name server that knows it, until the block is left; port 0 is any."""
    authority = Authority.new()
    file = folder / "provider-ca.pem"
    file.write_bytes(authority.pem)
    address = f"127.84.{secrets.randbelow(250)}.{1 + secrets.randbelow(250)}"
    try:
        server = ThreadingHTTPServer((address, port), BaseHTTPRequestHandler)
    except PermissionError:
        pytest.skip(f"port {port} of loopback is not ours to listen on")
    server.socket = authority.server_context(HOST).wrap_socket(server.socket, server_side=True)
    with _names(address) as resolver:
        provider = IdentityProvider(resolver, file, server.server_address[1])
        server.RequestHandlerClass = _handler(provider)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            server.server_close()


def _handler(provider: IdentityProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self._reply({key: one[0] for key, one in parse_qs(body).items()})

        def _reply(self, form: dict[str, str]) -> None:
            found = provider.answer(self.path, form, self.headers.get("authorization", ""))
            data = json.dumps(found or {"error": "refused"}).encode()
            self.send_response(200 if found else 400)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def _names(address: str) -> Iterator[str]:
    """A name server in a thread; how the application asks it."""
    ready, stop = threading.Event(), threading.Event()
    found: list[int] = []

    async def serve() -> None:
        transport, port = await dns_server.start({(HOST, "A"): (address,)}, address)
        found.append(port)
        ready.set()
        await asyncio.to_thread(stop.wait)
        transport.close()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert ready.wait(20)
    try:
        yield f"{address}:{found[0]}"
    finally:
        stop.set()
        thread.join(10)
