"""A small SMTP server on loopback with the habits of real ones, and one that plays a script."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import ssl
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(handler: Handler, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Serve on a free port of 127.0.0.1; gives the port."""

    async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # a handler still waiting when the test ends is cancelled with the loop
        gone = (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError)
        with contextlib.suppress(*gone):
            await handler(reader, writer)
        writer.close()

    server = await asyncio.start_server(guarded, "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


class Relay:
    """Passes bytes on to a server and counts ``turns``: how often the client had to wait to speak.

    A turn is a burst of the client after something came from the server.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.turns = 0
        self._servers_word = True

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.port)
        await asyncio.gather(
            self._pass(reader, back, from_client=True), self._pass(there, writer, from_client=False)
        )

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, from_client: bool
    ) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                if from_client:
                    self.turns += self._servers_word
                self._servers_word = not from_client
                await asyncio.sleep(0.005)
                writer.write(data)
                await writer.drain()
        writer.close()


def script(*turns: bytes | float) -> Handler:
    """Says each text after one received line (the first at once); a number is a pause in s."""

    async def play(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        begun = False
        for turn in turns:
            if isinstance(turn, float):
                await asyncio.sleep(turn)
                continue
            if begun:
                await reader.readline()
            begun = True
            writer.write(turn)
            await writer.drain()
        while await reader.readline():
            pass

    return play


@dataclass
class Smtp:
    """Submission as Postfix does it, each habit an option; ``heard`` is every command received."""

    context: ssl.SSLContext | None = None
    users: dict[str, str] = field(default_factory=dict)
    mechanisms: str = "PLAIN LOGIN"
    auth_in_clear: bool = False
    starttls: bool = True
    keywords: tuple[str, ...] = ("PIPELINING", "SIZE 10240000", "ENHANCEDSTATUSCODES", "8BITMIME")
    local_domains: tuple[str, ...] = ("customer.test",)
    relay_refusal: str = "454 4.7.1 <{}>: Relay access denied"
    refused_after_login: str = ""
    sender_refusal: dict[str, str] = field(default_factory=dict)
    helo_refusal: dict[str, str] = field(default_factory=dict)
    name: str = "mail.hosting.test"
    breaks_tls: bool = False
    wants_tls: bool = False
    auth_refusal: str = "535 5.7.8 Error: authentication failed: (reason unavailable)"
    close_after_refusal: bool = False
    echo_password: bool = False
    permits_without_login: bool = False
    digest_is_broken: bool = False
    one_at_a_time: bool = False
    challenges: int = 0
    heard: list[str] = field(default_factory=list)
    impatient: bool = False
    challenged: int = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _Session(self, reader, writer).run()

    @property
    def verbs(self) -> list[str]:
        """The verbs heard, over all connections."""
        return [line.split(" ", 1)[0].upper() for line in self.heard]


class _Session:
    def __init__(
        self, server: Smtp, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.server, self.reader, self.writer = server, reader, writer
        self.secure = writer.get_extra_info("ssl_object") is not None
        self.user: str | None = None
        self.mail = False
        self.helo = ""

    def say(self, line: str) -> None:
        self.writer.write(line.encode() + b"\r\n")

    async def run(self) -> None:
        self.say(f"220 {self.server.name} ESMTP Postfix")
        while line := await self.reader.readline():
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            self.server.heard.append(text)
            if self.server.one_at_a_time:
                await self.look_for_more()
            if await self.handle(text):
                await self.writer.drain()
                return

    async def look_for_more(self) -> None:
        """Notes whether the client spoke on before its last command was answered."""
        try:
            async with asyncio.timeout(0.01):
                line = await self.reader.readline()
        except TimeoutError:
            return
        self.server.impatient = bool(line)

    async def handle(self, text: str) -> bool:
        verb, _, rest = text.partition(" ")
        if self.server.wants_tls and not self.secure and verb in ("MAIL", "RCPT", "RSET", "AUTH"):
            self.say("530 5.7.0 Must issue a STARTTLS command first")
            return False
        match verb.upper():
            case "EHLO":
                self.helo = rest
                self.ehlo()
            case "STARTTLS":
                await self.starttls()
            case "AUTH":
                return await self.auth(rest)
            case "MAIL":
                self.mail_from(rest)
            case "RCPT":
                self.rcpt(rest)
            case "RSET":
                self.mail = False
                self.say("250 2.0.0 Ok")
            case "QUIT":
                self.say("221 2.0.0 Bye")
                return True
            case _:
                self.say("502 5.5.2 Error: command not recognized")
        return False

    def ehlo(self) -> None:
        lines = [self.server.name, *self.server.keywords]
        if self.server.starttls and self.server.context and not self.secure:
            lines.append("STARTTLS")
        if self.server.mechanisms and (self.secure or self.server.auth_in_clear):
            lines.append(f"AUTH {self.server.mechanisms}")
        for line in lines[:-1]:
            self.say(f"250-{line}")
        self.say(f"250 {lines[-1]}")

    async def starttls(self) -> None:
        self.say("220 2.0.0 Ready to start TLS")
        assert self.server.context is not None
        await self.writer.drain()
        if self.server.breaks_tls:
            raise ConnectionError
        await self.writer.start_tls(self.server.context)
        self.secure = True

    async def ask(self, text: str) -> str:
        self.say(f"334 {b64encode(text.encode()).decode()}")
        line = await self.reader.readline()
        return "" if line.strip() == b"*" else b64decode(line).decode("utf-8", "replace")

    async def credentials(self, rest: str) -> tuple[str, str] | None:
        mechanism, _, initial = rest.partition(" ")
        if mechanism.upper() == "PLAIN":
            _, user, word = b64decode(initial).decode().split("\0")
            return user, word
        if mechanism.upper() == "LOGIN":
            return await self.ask("Username:"), await self.ask("Password:")
        return await self.cram() if mechanism.upper() == "CRAM-MD5" else None

    async def cram(self) -> tuple[str, str]:
        challenge = "<1.2@mail.hosting.test>"
        user, _, digest = (await self.ask(challenge)).rpartition(" ")
        word = self.server.users.get(user, "")
        right = hmac.new(word.encode(), challenge.encode(), "md5").hexdigest()
        good = digest == right and not self.server.digest_is_broken
        return user, word if good else f"not {word}"

    async def auth(self, rest: str) -> bool:
        if rest.split(" ", maxsplit=1)[0].upper() not in self.server.mechanisms.split():
            self.say("504 5.5.4 Unrecognized authentication type")
            return False
        for _ in range(self.server.challenges):
            self.server.challenged += 1
            await self.ask("again")
        found = await self.credentials(rest)
        if found is not None and self.server.users.get(found[0]) == found[1]:
            self.user = found[0]
            self.say("235 2.7.0 Authentication successful")
            return False
        echo = f" you sent {found[1]}" if self.server.echo_password and found else ""
        self.say(self.server.auth_refusal + echo)
        return self.server.close_after_refusal

    def mail_from(self, rest: str) -> None:
        address = rest.partition("<")[2].partition(">")[0]
        refusal = self.server.sender_refusal.get(address)
        self.mail = refusal is None
        self.say(refusal or "250 2.1.0 Ok")

    def rcpt(self, rest: str) -> None:
        address = rest.partition("<")[2].partition(">")[0]
        local = address.rpartition("@")[2] in self.server.local_domains
        if not self.mail:
            self.say("503 5.5.1 Error: need MAIL command")
        elif self.helo in self.server.helo_refusal:
            self.say(self.server.helo_refusal[self.helo])
        elif (
            local
            or self.server.permits_without_login
            or (self.user is not None and not self.server.refused_after_login)
        ):
            self.say("250 2.1.5 Ok")
        elif self.user is not None:
            self.say(self.server.refused_after_login.format(address))
        else:
            self.say(self.server.relay_refusal.format(address))
