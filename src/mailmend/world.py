"""The world as probes see it: protocols only. ``io`` implements them; recordings replay them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mailmend.facts import Certificate, DnsAnswer, TcpOutcome, TlsSession
from mailmend.secret import Secret


class ConnectFailed(Exception):
    """No connection came about; ``outcome`` is a TcpOutcome other than ``open``."""

    def __init__(self, outcome: TcpOutcome, detail: str = "") -> None:
        super().__init__(detail or outcome)
        self.outcome = outcome
        self.detail = detail


class Lost(Exception):
    """The conversation ended or broke a bound; ``why`` is one of the ``lost`` words of a step."""

    def __init__(self, why: str, received: bytes = b"") -> None:
        super().__init__(why)
        self.why = why
        self.received = received


class Withheld(Exception):
    """A secret was not sent because the connection is not a verified TLS session."""


class Connection(Protocol):
    """One TCP connection, perhaps inside TLS. Every wait is bounded by the caller's deadline."""

    @property
    def address(self) -> str:
        """The peer address that was really dialled."""

    @property
    def tls(self) -> TlsSession | None:
        """The TLS session once the handshake has been tried."""

    async def read_line(self, limit: int = 8192) -> bytes:
        """One line without its line end. Raises ``Lost`` (closed, reset, timeout, too-long)."""

    async def read_exactly(self, count: int) -> bytes:
        """That many bytes (at most 64 KiB). Raises ``Lost``."""

    async def write(self, data: bytes) -> None:
        """Send bytes that hold no secret. Raises ``Lost``."""

    async def write_secret(self, build: Callable[[str], bytes], secret: Secret, shown: str) -> None:
        """Send ``build(password)`` inside verified TLS; transcripts and recordings get ``shown``.

        Raises ``Withheld`` and sends nothing where TLS is absent or not verified.
        """

    async def start_tls(self, host: str) -> TlsSession:
        """Handshake with SNI ``host``; never raises for a bad certificate or a failed handshake.

        Bytes that arrived in clear after the last reply make it fail as ``injected``.
        """

    async def close(self) -> None:
        """Close without waiting for the peer."""


class Net(Protocol):
    """Dials TCP. One connection at a time to an address is not enforced here."""

    async def connect(self, host: str, address: str, port: int, purpose: str) -> Connection:
        """Connect within 10 s. ``host`` is the name meant, ``purpose`` tells recordings apart.

        Raises ``ConnectFailed``.
        """

    async def tls_offer(self, host: str, address: str, port: int, offer: str) -> TlsSession:
        """One handshake of its own with a special offer (see ``TlsProbe.offer``); never raises.

        For ``legacy`` and ``no-sni`` on a STARTTLS port the greeting and STARTTLS go first.
        """


class Dns(Protocol):
    """Asks names; answers are cached for the run, equal questions under way are shared."""

    async def ask(self, name: str, rtype: str) -> DnsAnswer:
        """The answer, or one with a status that tells what went wrong. Never raises."""

    async def ask_authority(self, name: str, rtype: str) -> DnsAnswer | None:
        """The answer of the zone's own servers, where they can be reached; else ``None``."""


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """The end of one bounded fetch; ``status`` is 0 where no answer came, with ``problem``.

    ``location`` is where a redirection leads that was not followed.
    """

    url: str
    status: int
    body: bytes = b""
    trusted: bool = False
    problem: str = ""
    location: str = ""


class Web(Protocol):
    """Fetches small documents over HTTP(S), without credentials, within bounds."""

    async def get(self, url: str) -> WebAnswer:
        """At most 3 redirects, 256 KiB, 15 s. Never raises."""

    async def post_xml(self, url: str, body: str) -> WebAnswer:
        """The same with an XML body (Outlook autodiscover asks so); redirects are not followed."""


class Clock(Protocol):
    """Time as a fact."""

    def now(self) -> datetime:
        """The wall clock, in UTC."""

    def elapsed(self) -> float:
        """Seconds since the run began, monotonic."""


class Trust(Protocol):
    """Judges certificate chains against a phone's roots and this machine's."""

    def judge(self, chain: Sequence[bytes], host: str, at: datetime) -> Certificate:
        """The judgement over a DER chain, leaf first, for that host at that time."""


@dataclass(frozen=True, slots=True)
class CommandResult:
    """The end of one command; ``status`` is ``None`` where it could not be run or did not end.

    ``stdout`` and ``stderr`` are cut at a bound; ``cut`` tells whether anything is missing.
    """

    status: int | None
    stdout: str = ""
    stderr: str = ""
    cut: bool = False

    @property
    def ok(self) -> bool:
        """Whether it ended well and all of its output is here."""
        return self.status == 0 and not self.cut


class ShellLost(Exception):
    """The server cannot be reached for commands; the message is one line that says why."""


class Shell(Protocol):
    """Runs commands on one machine, in its C locale and without a terminal."""

    async def run(
        self, argv: Sequence[str], timeout_s: float = 15.0, given: str | Secret = ""
    ) -> CommandResult:
        """The result of one command; status 127 where there is no such program.

        ``given`` is all that the command reads on its standard input, where a secret goes too.
        Raises ``ShellLost`` where the machine cannot be reached.
        """


@dataclass(frozen=True, slots=True)
class World:
    """All that a probe may touch."""

    net: Net
    dns: Dns
    web: Web
    clock: Clock
