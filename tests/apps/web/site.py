"""A real server of the web application on loopback, in a thread, and a browser's part in tests."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx2
import uvicorn

from mailmend.apps.demo_servers.farm import Farm
from mailmend.apps.web.app import create_app
from mailmend.apps.web.config import Rates, WebConfig
from mailmend.apps.web.config import networks as parsed

LOOPBACK = ("127.0.0.0/8",)
PLENTY = Rates(
    visitor=(1000, 1000),
    visitor_network=(1000, 1000),
    domain=(1000, 1000),
    password_mailbox=(1000, 1000),
    password_visitor=(1000, 1000),
    messages_mailbox=(1000, 1000),
    connections_address=(10000, 10000),
)
WAIT_S = 60.0


class Site:
    """A context in which the server answers; the same folder again is the same database."""

    def __init__(
        self,
        folder: Path,
        *,
        farm: Farm | None = None,
        rates: Rates = PLENTY,
        database: str | None = None,
        **more: object,
    ) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        values: dict[str, object] = {
            "database": database or f"sqlite:///{folder / 'site.db'}",
            "state_dir": folder,
            "public_url": self.url,
            "resolver": farm.resolver if farm else "127.0.0.1:9",
            "rates": rates,
            **(_reaching(farm, folder) if farm else {}),
            **more,
        }
        self.config = WebConfig(**values)  # type: ignore[arg-type]
        self.app = create_app(self.config)
        settings = uvicorn.Config(
            self.app, log_config=None, lifespan="on", ws="none", http="h11", proxy_headers=False
        )
        self._server = uvicorn.Server(settings)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self.socket]))

    def __enter__(self) -> Self:
        self._thread.start()
        end = time.monotonic() + WAIT_S
        while not self._server.started:
            assert self._thread.is_alive(), "the server did not start"
            assert time.monotonic() < end
            time.sleep(0.02)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join(WAIT_S)
        self.socket.close()

    def visitor(self, **headers: str) -> Visitor:
        """A browser without cookies."""
        return Visitor(self.url, headers)


class Visitor:
    """One browser: keeps cookies, sends forms with the token of their page."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        self.url = url
        self.http = httpx2.Client(base_url=url, headers=headers, timeout=WAIT_S, trust_env=False)

    def token(self, page: str = "/") -> str:
        """What the forms of that page carry."""
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.http.get(page).text)
        assert found is not None
        return found[1]

    def post(self, path: str, **fields: str) -> httpx2.Response:
        """Send a form of a page of this visitor."""
        form = {"csrf": self.token(), **fields}
        return self.http.post(path, data=form, headers={"origin": self.url})

    def start(self, **fields: str) -> str:
        """Begin a case; the address of its page."""
        answer = self.post("/start", **fields)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def answer(self, page: str) -> str:
        """The page of a case once it has come to an answer."""
        end = time.monotonic() + WAIT_S
        while True:
            found = self.http.get(page)
            assert found.status_code == 200, found.text
            if 'id="live"' not in found.text:
                return found.text
            assert time.monotonic() < end, "it never came to an answer"
            time.sleep(0.1)


def _reaching(farm: Farm, folder: Path) -> dict[str, object]:
    authority = folder / "ca.pem"
    authority.write_bytes(farm.ca_pem)
    return {
        "networks": parsed(LOOPBACK, "--allow-network"),
        "ports": tuple(farm.ports.values()),
        "ca_files": (str(authority),),
    }
