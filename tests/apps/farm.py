"""The embedded servers in a thread, for a command line that runs in a process of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mailmend.apps.demo_servers.farm import DOMAIN, HOST, Farm, running

ALICE = f"alice@{DOMAIN}"
BOB = "bob@elsewhere.test"
CANARY = "Kanarienvogel-7/gelb+laut"


@dataclass(frozen=True, slots=True)
class Place:
    """Running servers and a folder with the files that a command line needs."""

    farm: Farm
    folder: Path

    @property
    def options(self) -> list[str]:
        """Where to ask names, whom to trust, the password."""
        return [
            *("--resolver", self.farm.resolver),
            *("--ca-file", str(self.folder / "ca.pem")),
            *("--password-file", str(self.folder / "password")),
        ]

    def case(self, *, username: str = "", password_set: bool = False) -> str:
        """A case file of an iPhone with these outgoing settings."""
        path = self.folder / "case.toml"
        path.write_text(
            f"""address = "{ALICE}"
recipient = "{BOB}"
error = "The recipient was rejected by the server because it does not allow relaying."
[device]
os = "iOS"
version = "17.4"
[incoming]
protocol = "imap"
host = "{HOST}"
port = {self.farm.ports[HOST, 993]}
security = "tls"
username = "{ALICE}"
[outgoing]
enabled = true
host = "{HOST}"
port = {self.farm.ports[HOST, 587]}
security = "starttls"
username = "{username}"
password_set = {str(password_set).lower()}
authentication = "password"
"""
        )
        return str(path)


@contextmanager
def servers(folder: Path) -> Iterator[Place]:
    """Serve until the block is left."""
    started: list[Farm] = []
    ready, stop = threading.Event(), threading.Event()

    async def serve() -> None:
        async with running({ALICE: CANARY}, publish_real_ports=True) as farm:
            started.append(farm)
            ready.set()
            await asyncio.to_thread(stop.wait)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert ready.wait(20)
    (folder / "ca.pem").write_bytes(started[0].ca_pem)
    (folder / "password").write_text(f"{CANARY}\n")
    (folder / "password").chmod(0o600)
    try:
        yield Place(started[0], folder)
    finally:
        stop.set()
        thread.join(10)
