"""Facts read on the server about what it holds: queue, way out, tables, accounts, certificates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from mailmend.facts.server import ServerFact

WaitingFor = Literal[
    "login",
    "trust",
    "names",
    "connection",
    "tls",
    "table",
    "space",
    "recipient",
    "routing",
    "other",
]
TableProblem = Literal[
    "", "missing", "unreadable", "not-compiled", "older-than-source", "unreachable"
]
RouteProblem = Literal["", "switched-off", "no-such-service", "held-back", "loops", "silent"]
Bar = Literal["", "disabled", "network", "service", "lookup"]


@dataclass(frozen=True, slots=True)
class Delayed:
    """Messages that wait for one thing: ``why`` in a word, ``upstream`` the server it is about.

    ``text`` is the reason as the server gives it for one of them; ``own`` are those of the mailbox.
    """

    why: WaitingFor
    upstream: str
    count: int
    text: str
    own: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MailQueue(ServerFact):
    """The messages that wait to leave; ``cut``: there are more than were read.

    ``delayed`` are those that were tried and put off, the most frequent reason first.
    """

    kind: ClassVar[str] = "mail-queue"
    total: int
    delayed: tuple[Delayed, ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream(ServerFact):
    """The server that mail of this sender is handed on to (relay host, smart host).

    ``credentials``: whether a login for it is on file; never the login itself. ``""``: the
    configuration asks for none.
    """

    kind: ClassVar[str] = "upstream"
    host: str
    port: int | None = None
    credentials: Literal["", "given", "missing", "unknown"] = ""
    resolves: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRoute(ServerFact):
    """The way that mail for other servers takes; ``problem`` is empty where none is seen.

    ``domain`` is the one it is for, empty for every domain that is not the server's own.
    ``switched-off``: such mail is thrown back; ``no-such-service``: the part of the server that
    would carry it is not there; ``held-back``: it waits until somebody asks for it; ``loops``: it
    comes back to this server; ``silent``: nobody listens where it is handed on to, on this server.
    """

    kind: ClassVar[str] = "mail-route"
    domain: str
    transport: str
    next_hop: str = ""
    problem: RouteProblem = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupTable(ServerFact):
    """A table that the configuration names; ``problem`` is empty where it can be looked up.

    ``stops`` says what comes to a halt where it cannot: ``taking`` (a message is put off at its
    end), ``sending`` (it is taken and waits), or nothing of those who are logged in.
    """

    kind: ClassVar[str] = "lookup-table"
    table: str
    path: str
    problem: TableProblem = ""
    stops: Literal["", "taking", "sending"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerAccount(ServerFact):
    """The mailbox as the server's login service knows it; ``known`` is ``None``: not to be told.

    ``bar`` keeps it from sending: ``disabled`` (nobody may log in), ``network`` (not from the
    client's address), ``service`` (not to send), ``lookup`` (a file of accounts lists it, and the
    login service does not find it). ``password``: what a trial with the mailbox's
    password came to, on the owner's word. ``used`` and ``limit`` are its quota in bytes.
    """

    kind: ClassVar[str] = "server-account"
    address: str
    known: bool | None = None
    bar: Bar = ""
    reason: str = ""
    password: bool | None = None
    used: int | None = None
    limit: int | None = None

    @property
    def full(self) -> bool:
        """Whether the quota is used up."""
        return self.limit is not None and self.used is not None and 0 < self.limit <= self.used


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateOnDisk(ServerFact):
    """A certificate file as it lies on the server, judged by the server's own clock.

    ``dates``: ``good``, ``expired`` or ``not-yet``. ``complete``: the file holds the links up to an
    authority that the server itself knows; ``key_fits``: the key file belongs to it. ``None``: not
    to be told. ``fingerprint`` is SHA-256 of the leaf in hexadecimal.
    """

    kind: ClassVar[str] = "certificate-on-disk"
    path: str
    names: tuple[str, ...]
    not_before: str
    not_after: str
    fingerprint: str
    dates: Literal["good", "expired", "not-yet"] = "good"
    complete: bool | None = None
    key_fits: bool | None = None
    ports: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateServed(ServerFact):
    """What a port of the server presents to itself; ``name`` is the SNI, empty for none.

    ``stale``: the file behind the port holds another certificate by now, ``path``; ``None``: not to
    be told. ``complete`` is false where its issuer's certificate is not sent along, though that
    is published.
    """

    kind: ClassVar[str] = "certificate-served"
    port: int
    name: str
    names: tuple[str, ...]
    not_after: str
    fingerprint: str
    dates: Literal["good", "expired", "not-yet"] = "good"
    stale: bool | None = None
    complete: bool = True
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerResolver(ServerFact):
    """Whether the server itself can look names up; ``servers`` are those of its resolv.conf.

    ``asked`` are the names it was asked, which resolve elsewhere. ``answers`` is ``None`` for a
    copy of that file in a daemon's changed root, which names other servers and was not tried.
    """

    kind: ClassVar[str] = "server-resolver"
    servers: tuple[str, ...]
    answers: bool | None
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOverride(ServerFact):
    """A name that the server's hosts file leads to another address than DNS does."""

    kind: ClassVar[str] = "name-override"
    name: str
    here: tuple[str, ...]
    outside: tuple[str, ...]
