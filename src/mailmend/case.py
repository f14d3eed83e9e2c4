"""The case: who cannot send, from what, with which settings.

Every value except the address may be ``None``, which means *not known*; an empty string is a field
that is known to be blank. Nothing is ever filled in by default.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar, cast, get_args

Security = Literal["none", "starttls", "tls"]
Protocol = Literal["imap", "pop3"]
Authentication = Literal["none", "password", "cram-md5", "ntlm", "http-md5", "oauth2"]
Onset = Literal[
    "first-setup",
    "after-restore",
    "sudden",
    "after-password-change",
    "after-migration",
    "after-update",
    "unknown",
]

MAX_ADDRESS = 254
MAX_TEXT = 64 * 1024


class InputError(ValueError):
    """The person's input cannot be used; the message is one line that says what to change."""


@dataclass(frozen=True, slots=True)
class Device:
    """The device and program that cannot send, as far as known."""

    os: str | None = None
    version: str | None = None
    app: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """The incoming (IMAP or POP3) settings of the account on the device."""

    protocol: Protocol | None = None
    host: str | None = None
    port: int | None = None
    security: Security | None = None
    username: str | None = None
    authentication: Authentication | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One outgoing (SMTP) server entry on the device.

    ``enabled`` is the "Server" switch; ``password_set`` tells whether a password is filled in on
    the device, never what it is.
    """

    enabled: bool | None = None
    host: str | None = None
    port: int | None = None
    security: Security | None = None
    username: str | None = None
    password_set: bool | None = None
    authentication: Authentication | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One person's trouble, as reported; ``sender`` is the From address where it differs."""

    address: str
    error: str | None = None
    recipient: str | None = None
    sender: str | None = None
    onset: Onset | None = None
    can_receive: bool | None = None
    device: Device = Device()
    incoming: Incoming = Incoming()
    outgoing: Outgoing = Outgoing()
    other_outgoing: tuple[Outgoing, ...] = ()
    ignored: tuple[str, ...] = field(default=(), compare=False)

    @property
    def domain(self) -> str:
        """The domain of the address, in lower case."""
        return self.address.rpartition("@")[2].lower()

    @property
    def local_part(self) -> str:
        """The part of the address before the last ``@``."""
        return self.address.rpartition("@")[0]

    @property
    def envelope_sender(self) -> str:
        """The address that goes into MAIL FROM."""
        return self.sender or self.address

    @property
    def has_outgoing_settings(self) -> bool:
        """Whether anything at all is known of the device's outgoing server."""
        return self.outgoing != Outgoing()


_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)\Z", re.IGNORECASE)


def parse_address(text: str, what: str = "address") -> str:
    """The mail address in ``text``, or raise ``InputError`` (RFC 5321 section 4.1.2, 4.5.3.1).

    A non-ASCII local part or domain is kept as typed (RFC 6531).
    """
    stripped = text.strip()
    shown = printable(stripped)
    if _has_controls(stripped):
        raise InputError(f"the {what} {shown} contains a control character; type it again by hand")
    if len(stripped) > MAX_ADDRESS:
        raise InputError(f"the {what} is longer than {MAX_ADDRESS} characters: {shown[:60]}…")
    local, at, domain = stripped.rpartition("@")
    if not at or not local or not domain:
        raise InputError(f"the {what} {shown} is not complete; it needs the form name@example.org")
    if not _is_domain(domain) or re.search(r"[\s<>(),;:\\\"\[\]]", stripped) or "@" in local:
        raise InputError(f"the {what} {shown} is not a mail address; expected name@example.org")
    return stripped


def _is_domain(domain: str) -> bool:
    labels = domain.rstrip(".").split(".")
    if any(not label.isascii() for label in labels):
        return all(label and len(label) <= 63 for label in labels)
    return len(domain) <= 253 and all(_LABEL.match(label) for label in labels)


def _has_controls(text: str) -> bool:
    """Whether a character does not print as itself: control, format, unassigned, odd spaces."""
    return not text.isprintable()


def printable(text: str) -> str:
    """``text`` with every character that does not print as itself shown as an escape.

    The no-break space stays where French sets one: inside « » and before ``: ; ? !``.
    """
    spaces = {found.start() for found in _FRENCH_SPACE.finditer(text)}
    return "".join(
        char
        if char.isprintable() or place in spaces
        else char.encode("unicode_escape").decode("ascii")
        for place, char in enumerate(text)
    )


_FRENCH_SPACE = re.compile("(?<=«)\u00a0|\u00a0(?=[:;?!»])")


def parse_host(text: str, what: str) -> str:
    """A host name as typed on a device. Odd names are kept (they may be the fault)."""
    stripped = text.strip()
    if _has_controls(stripped):
        raise InputError(f"{what} {printable(stripped)} contains a control character")
    if len(stripped) > 255:
        raise InputError(f"{what} is longer than 255 characters")
    return stripped


def parse_port(value: object, what: str) -> int:
    """A TCP port from 1 to 65535, or raise ``InputError``."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise InputError(f"{what} must be a whole number from 1 to 65535")
    try:
        port = int(value)
    except ValueError:
        raise InputError(f"{what} {printable(str(value))} is not a number") from None
    if not 1 <= port <= 65535:
        raise InputError(f"{what} {port} is not a port; a port is a number from 1 to 65535")
    return port


def case_from_mapping(data: Mapping[str, object], address: str | None = None) -> Case:
    """The case described by a parsed TOML or JSON document (contract: "The case, as a file").

    ``address`` (from the command line) wins over the document's. Unknown keys are kept in
    ``Case.ignored`` so that the caller can name them. Raises ``InputError``.
    """
    reader = _Reader(data, "")
    found = address or reader.text("address")
    if found is None:
        raise InputError('the case has no address; add a line like: address = "name@example.org"')
    recipient, sender = reader.text("recipient"), reader.text("sender")
    others = reader.tables("other_outgoing")
    device, incoming = reader.table("device"), reader.table("incoming")
    outgoing = reader.table("outgoing")
    reader.text("address")
    case = Case(
        address=parse_address(found),
        error=reader.text("error"),
        recipient=parse_address(recipient, "recipient") if recipient else None,
        sender=parse_address(sender, "sender") if sender else None,
        onset=reader.word("onset", Onset),
        can_receive=reader.flag("can_receive"),
        device=Device(device.text("os"), device.text("version"), device.text("app")),
        incoming=_incoming(incoming),
        outgoing=_outgoing(outgoing),
        other_outgoing=tuple(_outgoing(other) for other in others),
    )
    ignored = [key for part in (reader, device, incoming, outgoing, *others) for key in part.rest()]
    return _with_ignored(case, tuple(ignored))


def _with_ignored(case: Case, ignored: tuple[str, ...]) -> Case:
    from dataclasses import replace

    return replace(case, ignored=ignored)


def _incoming(table: _Reader) -> Incoming:
    return Incoming(
        protocol=table.word("protocol", Protocol),
        host=table.host("host"),
        port=table.port("port"),
        security=table.word("security", Security),
        username=table.text("username"),
        authentication=table.word("authentication", Authentication),
    )


def _outgoing(table: _Reader) -> Outgoing:
    return Outgoing(
        enabled=table.flag("enabled"),
        host=table.host("host"),
        port=table.port("port"),
        security=table.word("security", Security),
        username=table.text("username"),
        password_set=table.flag("password_set"),
        authentication=table.word("authentication", Authentication),
    )


Word = TypeVar("Word", bound=str)


class _Reader:
    """Reads known keys out of one table and remembers which were asked for."""

    def __init__(self, data: Mapping[str, object], path: str) -> None:
        self._data = data
        self._path = path
        self._asked: set[str] = set()

    def _take(self, key: str) -> object:
        self._asked.add(key)
        return self._data.get(key)

    def _name(self, key: str) -> str:
        return f"{self._path}{key}"

    def rest(self) -> list[str]:
        return [printable(self._name(key)) for key in self._data if key not in self._asked]

    def text(self, key: str) -> str | None:
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise InputError(f"{self._name(key)} must be a text in quotes")
        if len(value) > MAX_TEXT or "\0" in value:
            raise InputError(f"{self._name(key)} is too long or holds a NUL character")
        return value

    def flag(self, key: str) -> bool | None:
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return value
        raise InputError(f"{self._name(key)} must be true or false")

    def host(self, key: str) -> str | None:
        value = self.text(key)
        return None if value is None else parse_host(value, self._name(key))

    def port(self, key: str) -> int | None:
        value = self._take(key)
        return None if value is None else parse_port(value, self._name(key))

    def word(self, key: str, words: object) -> Word | None:
        value = self.text(key)
        if value is None:
            return None
        allowed = get_args(words)
        if value.lower() not in allowed:
            choice = ", ".join(allowed)
            raise InputError(f"{self._name(key)} {printable(value)[:40]} is not one of: {choice}")
        return cast("Word", value.lower())

    def table(self, key: str) -> _Reader:
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            raise InputError(f"[{self._name(key)}] must be a table of settings")
        return _Reader(value or {}, f"{self._name(key)}.")

    def tables(self, key: str) -> list[_Reader]:
        value = self._take(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise InputError(f"[[{self._name(key)}]] must be a list of tables")
        return [_Reader(item, f"{self._name(key)}[{n}].") for n, item in enumerate(value, 1)]
