"""Replays a recording as a world: the same reads for the same writes, and no network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import cast

from mailmend.case import InputError, printable
from mailmend.facts import DnsAnswer, TcpOutcome, TlsSession
from mailmend.io.files import read_file
from mailmend.io.no_network import not_asked
from mailmend.io.recording import Conversation, Event, EventKind, Recording, from_text, to_bytes
from mailmend.io.server_recording import ReplayShell
from mailmend.secret import Secret
from mailmend.world import ConnectFailed, Connection, Lost, Shell, WebAnswer, Withheld, World

NOT_RECORDED = "not in this recording"
MAX_RECORDING = 64 * 1024 * 1024


class ReplayMismatch(Exception):
    """What was done differs from what was recorded; the message shows both."""


class ReplayWorld:
    """A recording as a world; ``world`` is the one to use."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._conversations = {one.key: one for one in recording.conversations}
        self._counts: Counter[tuple[str, str, int, str]] = Counter()
        self.clock = ReplayClock(datetime.fromisoformat(recording.started))
        self.world = World(self, self, self, self.clock)

    @classmethod
    def load(cls, path: Path) -> ReplayWorld:
        """The recording in a file. Raises ``InputError``."""
        data = read_file(str(path), "recording", MAX_RECORDING)
        try:
            return cls(from_text(data.decode("utf-8")))
        except ValueError as error:
            if isinstance(error, InputError):
                raise
            raise InputError("the recording is damaged, or is no recording at all") from None

    @property
    def held_logins(self) -> bool:
        """Whether the recorded run sent a password somewhere (which is not in the recording)."""
        events = (event for one in self._recording.conversations for event in one.events)
        return any(event.kind == "secret" for event in events)

    @property
    def server(self) -> tuple[Shell, str] | None:
        """The recorded server and the client its rules were asked about, where one was read."""
        if not self._recording.commands:
            return None
        return ReplayShell(self._recording), self._recording.client

    async def ask(self, name: str, rtype: str) -> DnsAnswer:
        """See ``world.Dns``."""
        found = self._recording.names.get((name, rtype, False))
        return found or not_asked(name, rtype, NOT_RECORDED)

    async def ask_authority(self, name: str, rtype: str) -> DnsAnswer | None:
        """See ``world.Dns``."""
        return self._recording.names.get((name, rtype, True))

    async def get(self, url: str) -> WebAnswer:
        """See ``world.Web``."""
        return self._page("GET", url, "")

    async def post_xml(self, url: str, body: str) -> WebAnswer:
        """See ``world.Web``."""
        return self._page("POST", url, body)

    async def tls_offer(self, host: str, address: str, port: int, offer: str) -> TlsSession:
        """See ``world.Net``."""
        unknown = TlsSession(ok=False, failure="closed", detail=NOT_RECORDED)
        return self._recording.offers.get((host, address, port, offer), unknown)

    async def connect(self, host: str, address: str, port: int, purpose: str) -> Connection:
        """See ``world.Net``; told apart by purpose, so the order of dialling does not matter."""
        key = (host, address, port, purpose)
        self._counts[key] += 1
        conversation = self._conversations.get((*key, self._counts[key]))
        if conversation is None:
            raise ConnectFailed("not-allowed", NOT_RECORDED)
        self.clock.reach(conversation.at)
        if conversation.outcome == "gave-up":
            raise TimeoutError
        if conversation.outcome != "open":
            raise ConnectFailed(cast("TcpOutcome", conversation.outcome), conversation.detail)
        return ReplayConnection(conversation, self.clock)

    def _page(self, method: str, url: str, sent: str) -> WebAnswer:
        unknown = WebAnswer(url, 0, problem=NOT_RECORDED)
        return self._recording.pages.get((method, url, sent), unknown)


class ReplayClock:
    """The clock of the recorded run; it moves as events are replayed."""

    def __init__(self, started: datetime) -> None:
        self._started = started
        self._elapsed = 0.0

    def now(self) -> datetime:
        """The moment at which the recorded run began."""
        return self._started

    def elapsed(self) -> float:
        """The time stamp of the latest event replayed, in seconds."""
        return self._elapsed

    def reach(self, moment: float) -> None:
        """Move on to that time stamp; the clock never goes back."""
        self._elapsed = max(self._elapsed, moment)


class ReplayConnection:
    """One recorded connection."""

    def __init__(self, conversation: Conversation, clock: ReplayClock) -> None:
        self._conversation = conversation
        self._events = iter(conversation.events)
        self._clock = clock
        self._session: TlsSession | None = None
        self._ahead: Event | None = None

    @property
    def address(self) -> str:
        """See ``world.Connection``."""
        return self._conversation.address

    @property
    def tls(self) -> TlsSession | None:
        """See ``world.Connection``."""
        return self._session

    async def read_line(self, limit: int = 8192) -> bytes:
        """See ``world.Connection``."""
        return self._next("line", "a line is read").data

    async def read_exactly(self, count: int) -> bytes:
        """See ``world.Connection``."""
        event = self._next("bytes", f"{count} bytes are read")
        if len(event.data) != count:
            raise self._mismatch(event, f"{count} bytes are read")
        return event.data

    async def write(self, data: bytes) -> None:
        """See ``world.Connection``. Raises ``ReplayMismatch`` for other bytes than recorded."""
        self._sent("sent", data)

    async def write_secret(self, build: Callable[[str], bytes], secret: Secret, shown: str) -> None:
        """See ``world.Connection``; the secret itself is neither needed nor compared."""
        if self._peek() == "withheld":
            self._next("withheld", "")
            raise Withheld("the connection is not protected by verified TLS")
        self._sent("secret", to_bytes(shown))

    async def start_tls(self, host: str) -> TlsSession:
        """See ``world.Connection``."""
        event = self._next("tls", f"TLS for {host} is started")
        if event.session is None or event.data != to_bytes(host):
            raise self._mismatch(event, f"TLS for {host} is started")
        self._session = event.session
        return event.session

    async def close(self) -> None:
        """See ``world.Connection``."""

    def _sent(self, kind: EventKind, data: bytes) -> None:
        what = f"{printable(data.decode('utf-8', 'replace'))[:200]} is sent"
        event = self._next(kind, what)
        if event.data != data:
            raise self._mismatch(event, what)

    def _peek(self) -> EventKind | None:
        self._ahead = self._ahead or next(self._events, None)
        return self._ahead.kind if self._ahead else None

    def _next(self, kind: EventKind, doing: str) -> Event:
        """The next event, which must be of that kind; a recorded loss is raised again."""
        self._peek()
        event, self._ahead = self._ahead, None
        if event is None:
            raise self._mismatch(None, doing)
        self._clock.reach(event.at)
        if event.kind == "lost":
            why, _, received = event.data.partition(b" ")
            raise Lost(why.decode(), received)
        if event.kind == "gave-up":
            raise TimeoutError
        if event.kind != kind:
            raise self._mismatch(event, doing)
        return event

    def _mismatch(self, event: Event | None, doing: str) -> ReplayMismatch:
        one = self._conversation
        shown = printable(event.data.decode("utf-8", "replace"))[:200] if event else ""
        recorded = f"{event.kind} {shown}" if event else "the end"
        where = f"{one.host}:{one.port} ({one.purpose} {one.ordinal})"
        return ReplayMismatch(f"{where}: {doing}, but recorded is: {recorded}")
