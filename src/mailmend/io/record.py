"""Records a run: every question, page and conversation of a world, as it happens."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from mailmend.facts import DnsAnswer, TlsSession
from mailmend.io.files import write_private
from mailmend.io.recording import Conversation, Event, EventKind, Recording, to_bytes, to_document
from mailmend.io.redact import Redactor
from mailmend.io.server_recording import RecordingShell
from mailmend.secret import Secret
from mailmend.world import ConnectFailed, Connection, Lost, Shell, WebAnswer, Withheld, World

Result = TypeVar("Result")


class RecordingWorld:
    """Wraps a world; ``world`` is the one to use, ``save`` keeps what happened in it."""

    def __init__(self, inner: World) -> None:
        self.recording = Recording(inner.clock.now().isoformat())
        self._inner = inner
        self._redactor = Redactor()
        self._counts: Counter[tuple[str, str, int, str]] = Counter()
        self.world = World(self, self, self, inner.clock)

    def learn(self, secret: Secret) -> None:
        """Leave this secret out of the recording, wherever it turns up."""
        self._redactor.learn(secret)

    def shell(self, inner: Shell, client: str) -> Shell:
        """The same shell, with every command noted down; ``client`` is the device's address."""
        self.recording.client = client
        return RecordingShell(inner, self.recording)

    def save(self, path: Path) -> None:
        """Write the recording, readable by this user only. Raises ``InputError``."""
        document = _cleaned(to_document(self.recording), self._redactor)
        write_private(path, json.dumps(document, indent=1) + "\n")

    async def ask(self, name: str, rtype: str) -> DnsAnswer:
        """See ``world.Dns``."""
        answer = await self._inner.dns.ask(name, rtype)
        self.recording.names[name, rtype, False] = answer
        return answer

    async def ask_authority(self, name: str, rtype: str) -> DnsAnswer | None:
        """See ``world.Dns``."""
        answer = await self._inner.dns.ask_authority(name, rtype)
        self.recording.names[name, rtype, True] = answer
        return answer

    async def get(self, url: str) -> WebAnswer:
        """See ``world.Web``."""
        answer = await self._inner.web.get(url)
        self.recording.pages["GET", url, ""] = answer
        return answer

    async def post_xml(self, url: str, body: str) -> WebAnswer:
        """See ``world.Web``."""
        answer = await self._inner.web.post_xml(url, body)
        self.recording.pages["POST", url, body] = answer
        return answer

    async def tls_offer(self, host: str, address: str, port: int, offer: str) -> TlsSession:
        """See ``world.Net``."""
        session = await self._inner.net.tls_offer(host, address, port, offer)
        self.recording.offers[host, address, port, offer] = session
        return session

    async def connect(self, host: str, address: str, port: int, purpose: str) -> Connection:
        """See ``world.Net``."""
        key = (host, address, port, purpose)
        self._counts[key] += 1
        conversation = Conversation(*key, self._counts[key], self._inner.clock.elapsed())
        self.recording.conversations.append(conversation)
        try:
            inner = await self._inner.net.connect(host, address, port, purpose)
        except ConnectFailed as failed:
            conversation.outcome, conversation.detail = failed.outcome, failed.detail
            raise
        except asyncio.CancelledError:
            conversation.outcome, conversation.detail = "gave-up", "the caller did not wait"
            raise
        return RecordingConnection(
            inner, conversation, self._inner.clock.elapsed, self._redactor.learn
        )


class RecordingConnection:
    """One connection whose conversation is noted down."""

    def __init__(
        self,
        inner: Connection,
        conversation: Conversation,
        elapsed: Callable[[], float],
        learn: Callable[[Secret], None],
    ) -> None:
        self._inner = inner
        self._events = conversation.events
        self._elapsed = elapsed
        self._learn = learn

    @property
    def address(self) -> str:
        """See ``world.Connection``."""
        return self._inner.address

    @property
    def tls(self) -> TlsSession | None:
        """See ``world.Connection``."""
        return self._inner.tls

    async def read_line(self, limit: int = 8192) -> bytes:
        """See ``world.Connection``."""
        line = await self._noting_loss(self._inner.read_line(limit))
        self._note("line", line)
        return line

    async def read_exactly(self, count: int) -> bytes:
        """See ``world.Connection``."""
        data = await self._noting_loss(self._inner.read_exactly(count))
        self._note("bytes", data)
        return data

    async def write(self, data: bytes) -> None:
        """See ``world.Connection``."""
        await self._noting_loss(self._inner.write(data))
        self._note("sent", data)

    async def write_secret(self, build: Callable[[str], bytes], secret: Secret, shown: str) -> None:
        """See ``world.Connection``; only ``shown`` is noted."""
        self._learn(secret)
        try:
            await self._noting_loss(self._inner.write_secret(build, secret, shown))
        except Withheld:
            self._note("withheld")
            raise
        self._note("secret", to_bytes(shown))

    async def start_tls(self, host: str) -> TlsSession:
        """See ``world.Connection``."""
        session = await self._noting_loss(self._inner.start_tls(host))
        self._note("tls", to_bytes(host), session)
        return session

    async def close(self) -> None:
        """See ``world.Connection``."""
        self._note("closed")
        await self._inner.close()

    def _note(self, kind: EventKind, data: bytes = b"", session: TlsSession | None = None) -> None:
        self._events.append(Event(self._elapsed(), kind, data, session))

    async def _noting_loss(self, doing: Awaitable[Result]) -> Result:
        try:
            return await doing
        except Lost as lost:
            self._note("lost", b"%b %b" % (lost.why.encode(), lost.received))
            raise
        except asyncio.CancelledError:
            self._note("gave-up")
            raise


def _cleaned(value: Any, redactor: Redactor) -> Any:
    """The document with the secrets blotted out of every text in it."""
    if isinstance(value, str):
        return redactor.clean_text(value)
    if isinstance(value, dict):
        return {key: _cleaned(item, redactor) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item, redactor) for item in value]
    return value
