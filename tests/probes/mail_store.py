"""Small IMAP and POP3 servers on loopback with the habits of real ones."""

from __future__ import annotations

import asyncio
import ssl
from base64 import b64decode
from dataclasses import dataclass, field

LOGGED_IN = "OK [CAPABILITY IMAP4rev1 QUOTA] Logged in"
REFUSED = "NO [AUTHENTICATIONFAILED] Authentication failed."


@dataclass
class Imap:
    """An IMAP server for one user; ``heard`` is every line received."""

    context: ssl.SSLContext
    users: dict[str, str]
    greeting: str = "* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS AUTH=PLAIN] ready."
    clear: str = "IMAP4rev1 STARTTLS LOGINDISABLED"
    inside: str = "IMAP4rev1 SASL-IR AUTH=PLAIN QUOTA"
    refusal: str = REFUSED
    quota: str = '* QUOTA "User quota" (STORAGE 921 1024)'
    injected: bytes = b""
    untagged: str = ""
    heard: list[str] = field(default_factory=list)

    @property
    def verbs(self) -> list[str]:
        """The commands heard."""
        return [line.split(" ")[1].upper() for line in self.heard if line.count(" ")]

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _ImapSession(self, reader, writer).run()


class _ImapSession:
    def __init__(
        self, server: Imap, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.server, self.reader, self.writer = server, reader, writer
        self.secure = writer.get_extra_info("ssl_object") is not None

    def say(self, line: str) -> None:
        self.writer.write(line.encode() + b"\r\n")

    async def run(self) -> None:
        self.say(self.server.greeting)
        while line := await self.reader.readline():
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            self.server.heard.append(text)
            tag, _, rest = text.partition(" ")
            verb, _, argument = rest.partition(" ")
            if await self.handle(tag, verb.upper(), argument):
                return

    async def handle(self, tag: str, verb: str, argument: str) -> bool:
        match verb:
            case "CAPABILITY":
                words = self.server.inside if self.secure else self.server.clear
                self.say(f"* CAPABILITY {words}")
                self.say(f"{tag} OK done")
            case "STARTTLS":
                self.writer.write(f"{tag} OK begin\r\n".encode() + self.server.injected)
                await self.writer.drain()
                await self.writer.start_tls(self.server.context)
                self.secure = True
            case "LOGIN":
                name, _, word = argument.partition(" ")
                self.decide(tag, _unquoted(name), _unquoted(word))
            case "AUTHENTICATE":
                await self.plain(tag, argument)
            case "GETQUOTAROOT":
                self.say('* QUOTAROOT INBOX "User quota"')
                self.say(self.server.quota)
                self.say(f"{tag} OK done")
            case "LOGOUT":
                self.say("* BYE Logging out")
                return True
            case _:
                self.say(f"{tag} BAD what")
        return False

    async def plain(self, tag: str, argument: str) -> None:
        message = argument.partition(" ")[2]
        if not message:
            self.say("+ ")
            message = (await self.reader.readline()).decode()
        _, name, word = b64decode(message).decode().split("\0")
        self.decide(tag, name, word)

    def decide(self, tag: str, name: str, word: str) -> None:
        if self.server.untagged:
            self.say(self.server.untagged)
        good = self.server.users.get(name) == word
        self.say(f"{tag} {LOGGED_IN if good else self.server.refusal}")


def _unquoted(text: str) -> str:
    return text.strip('"').replace('\\"', '"').replace("\\\\", "\\")


@dataclass
class Pop3:
    """A POP3 server for one user; ``heard`` is every line received.

    ``drop`` holds unique ids and messages, the oldest first; so many logins find it ``locked``.
    The verb ``refused`` is not understood.
    """

    context: ssl.SSLContext
    users: dict[str, str]
    greeting: str = "+OK Dovecot ready."
    capa: tuple[str, ...] = ("USER", "SASL PLAIN", "STLS", "RESP-CODES")
    refusal: str = "-ERR [AUTH] Authentication failed."
    drop: list[tuple[str, str]] = field(default_factory=list)
    locked: int = 0
    refused: str = ""
    heard: list[str] = field(default_factory=list)

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _Pop3Session(self, reader, writer).run()


class _Pop3Session:
    def __init__(
        self, server: Pop3, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.server, self.reader, self.writer = server, reader, writer
        self.user = ""
        self.shown: list[tuple[str, str]] = []
        self.gone: list[tuple[str, str]] = []

    def say(self, *lines: str) -> None:
        for line in lines:
            self.writer.write(line.encode() + b"\r\n")

    async def run(self) -> None:
        self.say(self.server.greeting)
        while line := await self.reader.readline():
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            self.server.heard.append(text)
            verb, _, argument = text.partition(" ")
            await self.handle(verb.upper(), argument)

    async def handle(self, verb: str, argument: str) -> None:
        match verb:
            case "CAPA":
                self.say("+OK", *self.server.capa, ".")
            case "STLS":
                self.say("+OK begin")
                await self.writer.drain()
                await self.writer.start_tls(self.server.context)
            case "USER":
                self.user = argument
                self.say("+OK")
            case "PASS":
                self.decide(self.user, argument)
            case "AUTH":
                _, name, word = b64decode(argument.partition(" ")[2]).decode().split("\0")
                self.decide(name, word)
            case "UIDL" | "TOP" | "DELE" if self.server.refused != verb:
                self.drop(verb, argument)
            case "QUIT":
                self.server.drop = [each for each in self.server.drop if each not in self.gone]
                self.say("+OK bye")
            case _:
                self.say("-ERR unknown")

    def drop(self, verb: str, argument: str) -> None:
        """The messages as they were at the login, by their numbers."""
        if verb == "UIDL":
            self.say("+OK", *(f"{n} {uid}" for n, (uid, _) in enumerate(self.shown, 1)), ".")
            return
        message = self.shown[int(argument.split(maxsplit=1)[0]) - 1]
        if verb == "DELE":
            self.gone.append(message)
            self.say("+OK")
            return
        head = message[1].partition("\r\n\r\n")[0].split("\r\n")
        stuffed = (f".{line}" if line.startswith(".") else line for line in head)
        self.say("+OK", *stuffed, "", ".")

    def decide(self, name: str, word: str) -> None:
        if self.server.locked:
            self.server.locked -= 1
            self.say("-ERR [IN-USE] Another session has it.")
            return
        self.shown = list(self.server.drop)
        good = self.server.users.get(name) == word
        self.say("+OK Logged in." if good else self.server.refusal)
