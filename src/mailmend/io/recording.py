"""What a recording holds, and its JSON form: readable, versioned, without secrets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from mailmend.case import InputError
from mailmend.facts import Certificate, DnsAnswer, TlsSession
from mailmend.world import WebAnswer

SCHEMA = "mailmend.recording/1"
EventKind = Literal[
    "sent", "secret", "withheld", "line", "bytes", "tls", "lost", "gave-up", "closed"
]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on a connection, ``at`` seconds after the run began.

    ``data`` is what was sent or received, the word of a loss, or the host of a handshake.
    ``gave-up``: the caller's deadline passed or the run ended while waiting.
    """

    at: float
    kind: EventKind
    data: bytes = b""
    session: TlsSession | None = None


@dataclass(slots=True)
class Conversation:
    """One connection, or the failure to make it; ``ordinal`` counts those of the same key."""

    host: str
    address: str
    port: int
    purpose: str
    ordinal: int
    at: float = 0.0
    outcome: str = "open"
    detail: str = ""
    events: list[Event] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, int, str, int]:
        """What tells it from all others, whatever the order of dialling."""
        return (self.host, self.address, self.port, self.purpose, self.ordinal)


@dataclass(frozen=True, slots=True)
class CommandRun:
    """One command that was run on the server, what it was given to read, and its end."""

    argv: tuple[str, ...]
    given: str
    status: int | None
    stdout: str
    stderr: str
    cut: bool


@dataclass(slots=True)
class Recording:
    """All that one run saw of the world, and on the server it was allowed to look at.

    ``client`` is the device's address as the server's rules were asked about it.
    """

    started: str
    names: dict[tuple[str, str, bool], DnsAnswer | None] = field(default_factory=dict)
    pages: dict[tuple[str, str, str], WebAnswer] = field(default_factory=dict)
    offers: dict[tuple[str, str, int, str], TlsSession] = field(default_factory=dict)
    conversations: list[Conversation] = field(default_factory=list)
    client: str = ""
    commands: list[CommandRun] = field(default_factory=list)


def to_document(recording: Recording) -> dict[str, Any]:
    """The recording in the types of JSON."""
    return {
        "schema": SCHEMA,
        "started": recording.started,
        "names": [
            {"name": name, "rtype": rtype, "authority": own, "answer": answer and asdict(answer)}
            for (name, rtype, own), answer in recording.names.items()
        ],
        "pages": [
            {"method": method, "url": url, "sent": sent, "answer": _page(answer)}
            for (method, url, sent), answer in recording.pages.items()
        ],
        "offers": [
            {"host": host, "address": address, "port": port, "offer": offer, "tls": asdict(session)}
            for (host, address, port, offer), session in recording.offers.items()
        ],
        "conversations": [
            {
                **{name: getattr(one, name) for name in _CONVERSATION},
                "events": [_event(event) for event in one.events],
            }
            for one in recording.conversations
        ],
        "server": {
            "client": recording.client,
            "commands": [asdict(one) for one in recording.commands],
        },
    }


_CONVERSATION = ("host", "address", "port", "purpose", "ordinal", "at", "outcome", "detail")


def from_text(text: str) -> Recording:
    """The recording in a JSON text. Raises ``InputError`` for anything else."""
    try:
        document = json.loads(text)
        if document["schema"] != SCHEMA:
            raise InputError(f"the recording is of another version than {SCHEMA}")
        return _read(document)
    except InputError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError("the recording is damaged, or is no recording at all") from None


def _read(document: Mapping[str, Any]) -> Recording:
    recording = Recording(str(document["started"]))
    for row in document["names"]:
        answer = row["answer"] and DnsAnswer(**_tuples(row["answer"], "records"))
        recording.names[row["name"], row["rtype"], row["authority"]] = answer
    for row in document["pages"]:
        page = {**row["answer"], "body": to_bytes(row["answer"]["body"])}
        recording.pages[row["method"], row["url"], row["sent"]] = WebAnswer(**page)
    for row in document["offers"]:
        key = (row["host"], row["address"], row["port"], row["offer"])
        recording.offers[key] = _session(row["tls"])
    for row in document["conversations"]:
        one = Conversation(**{name: row[name] for name in _CONVERSATION})
        one.events.extend(map(_read_event, row["events"]))
        recording.conversations.append(one)
    server = document.get("server") or {}
    recording.client = str(server.get("client") or "")
    recording.commands += [CommandRun(**_tuples(row, "argv")) for row in server.get("commands", [])]
    return recording


def _event(event: Event) -> dict[str, Any]:
    document: dict[str, Any] = {"at": round(event.at, 4), event.kind: to_text(event.data)}
    return document if event.session is None else {**document, "session": asdict(event.session)}


def _read_event(row: Mapping[str, Any]) -> Event:
    kinds: list[EventKind] = [kind for kind in _KINDS if kind in row]
    (kind,) = kinds
    session = _session(row["session"]) if "session" in row else None
    return Event(float(row["at"]), kind, to_bytes(row[kind]), session)


_KINDS: tuple[EventKind, ...] = (
    "sent",
    "secret",
    "withheld",
    "line",
    "bytes",
    "tls",
    "lost",
    "gave-up",
    "closed",
)


def _page(answer: WebAnswer) -> dict[str, Any]:
    return {**asdict(replace(answer, body=b"")), "body": to_text(answer.body)}


def _session(row: Mapping[str, Any]) -> TlsSession:
    found = row["certificate"]
    certificate = found and Certificate(**_tuples(found, "names", "apple_violations"))
    return TlsSession(**{**row, "certificate": certificate})


def _tuples(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**row, **{name: tuple(row[name]) for name in names}}


def to_text(data: bytes) -> str:
    """Bytes as text that JSON keeps; what is not UTF-8 becomes lone surrogates."""
    return data.decode("utf-8", "surrogateescape")


def to_bytes(text: str) -> bytes:
    """The bytes back again."""
    return text.encode("utf-8", "surrogateescape")
