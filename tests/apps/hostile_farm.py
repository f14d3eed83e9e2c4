"""A mail server that echoes passwords and speaks in terminal escapes, with its own names."""

from __future__ import annotations

import asyncio
import base64
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mailmend.apps.demo_servers import dns_server
from mailmend.apps.demo_servers.authority import Authority
from mailmend.apps.demo_servers.lines import Peer

ADDRESS = "127.83.77.2"
HOST = "mail.hostile.test"
DOMAIN = "victim.test"
ALICE = f"alice@{DOMAIN}"
NOISE = (
    "\x1b]0;owned\x07\x1b[2J\x1b[?25l\x1b[31m\x9b35m\x1b]8;;http://evil.test/\x1b\\here\x1b]8;;\x1b\\"
    "\u202edlrow\u2066\u200b <script>alert(1)</script> \x1b(0"
)


@dataclass(frozen=True, slots=True)
class Hostile:
    """Where it listens and the files a command line needs."""

    folder: Path
    dns_port: int
    smtp_port: int
    imap_port: int

    @property
    def options(self) -> list[str]:
        """Where to ask names, whom to trust, the password."""
        return [
            *("--resolver", f"{ADDRESS}:{self.dns_port}"),
            *("--ca-file", str(self.folder / "ca.pem")),
            *("--password-file", str(self.folder / "password")),
        ]

    def case(self, password_in_error: str = "") -> str:
        """A case with the whole login filled in, and perhaps the password pasted into the error."""
        path = self.folder / "case.toml"
        path.write_text(
            f'address = "{ALICE}"\nrecipient = "bob@elsewhere.test"\n'
            f'error = "It says no. {password_in_error}"\n'
            f'[incoming]\nprotocol = "imap"\nhost = "{HOST}"\nport = {self.imap_port}\n'
            f'security = "tls"\nusername = "{ALICE}"\n'
            f'[outgoing]\nhost = "{HOST}"\nport = {self.smtp_port}\nsecurity = "starttls"\n'
            f'username = "{ALICE}"\npassword_set = true\nauthentication = "password"\n'
        )
        return str(path)


async def _smtp(context: ssl.SSLContext, peer: Peer) -> None:
    await peer.say(f"220 {HOST} ESMTP {NOISE}")
    while (line := await peer.line()) is not None:
        verb = line.split(" ", 1)[0].upper()
        match verb:
            case "EHLO":
                last = "AUTH PLAIN LOGIN" if peer.secure else "STARTTLS"
                await peer.say(f"250-{HOST} {NOISE}", f"250-X{NOISE}", f"250 {last}")
            case "STARTTLS":
                await peer.say(f"220 go {NOISE}")
                await peer.start_tls(context)
            case "AUTH":
                await peer.say(f"535 5.7.8 {NOISE} you sent {line} which is {_opened(line)}")
            case "QUIT":
                await peer.say("221 bye")
                return
            case _:
                await peer.say(f"550 5.7.1 {NOISE} no")


def _opened(line: str) -> str:
    raw = base64.b64decode(line.rsplit(maxsplit=1)[-1] + "==", validate=False)
    return raw.decode("utf-8", "replace").replace("\0", " ")


async def _imap(_: ssl.SSLContext, peer: Peer) -> None:
    await peer.say(f"* OK {NOISE}")
    while (line := await peer.line()) is not None:
        await peer.say(f"{line.split(' ', 1)[0]} NO [AUTHENTICATIONFAILED] {NOISE} {line}")


@contextmanager
def hostile(folder: Path, password: str) -> Iterator[Hostile]:
    """Serve until the block is left."""
    authority = Authority.new()
    context = authority.server_context(HOST)
    ports: list[int] = []
    ready, stop = threading.Event(), threading.Event()

    async def main() -> None:
        transport = await _start(context, ports)
        ready.set()
        await asyncio.to_thread(stop.wait)
        transport.close()

    thread = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)
    thread.start()
    assert ready.wait(20)
    (folder / "ca.pem").write_bytes(authority.pem)
    (folder / "password").write_text(password)
    (folder / "password").chmod(0o600)
    try:
        yield Hostile(folder, *ports)
    finally:
        stop.set()
        thread.join(10)


async def _start(context: ssl.SSLContext, ports: list[int]) -> asyncio.DatagramTransport:
    """Start names, SMTP and IMAP, and note their ports in this order."""
    smtp = await asyncio.start_server(partial(_session, _smtp, context), ADDRESS, 0)
    imap = await asyncio.start_server(partial(_session, _imap, context), ADDRESS, 0, ssl=context)
    zone = {(HOST, "A"): (ADDRESS,), (DOMAIN, "MX"): (f"10 {HOST}.",)}
    transport, dns_port = await dns_server.start(zone, ADDRESS)
    ports.extend((dns_port, _port(smtp), _port(imap)))
    return transport


Serve = Callable[[ssl.SSLContext, Peer], Awaitable[None]]


async def _session(
    serve: Serve,
    context: ssl.SSLContext,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
) -> None:
    peer = Peer(reader, writer)
    try:
        await serve(context, peer)
    except OSError:
        return
    finally:
        await peer.close()


def _port(server: asyncio.Server) -> int:
    port: int = server.sockets[0].getsockname()[1]
    return port
