"""DNS messages: questions to bytes, bytes to answers (RFC 1035, RFC 2782, RFC 6891).

Only the types that mail settings need are put into words. A message that is not well formed raises
``ValueError``; nothing is allocated by an announced size.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

TYPES = {
    "A": 1,
    "NS": 2,
    "CNAME": 5,
    "SOA": 6,
    "PTR": 12,
    "MX": 15,
    "TXT": 16,
    "AAAA": 28,
    "SRV": 33,
}
EDNS_SIZE = 1232
MAX_RECORDS = 4096
_OPT = 41
_IN = 1
_PLAIN = ("{}", "\\{}")
_RESPONSE, _TRUNCATED, _DESIRED, _AUTHORITATIVE = 0x8000, 0x0200, 0x0100, 0x0400


@dataclass(frozen=True, slots=True)
class Record:
    """One resource record of class IN; ``text`` is its data in presentation form."""

    name: str
    rtype: int
    ttl: int
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """A response as far as it matters here; ``answers`` holds the answer section in order."""

    id: int
    rcode: int
    truncated: bool
    authoritative: bool
    name: str
    rtype: int
    answers: tuple[Record, ...]


def encode_query(
    message_id: int, name: str, rtype: str, *, recursion: bool = True, edns: bool = True
) -> bytes:
    """One question; ``name`` must be an ASCII domain name (see ``wire.names.to_ascii``)."""
    flags = _DESIRED if recursion else 0
    header = struct.pack("!6H", message_id, flags, 1, 0, 0, 1 if edns else 0)
    question = _encode_name(name) + struct.pack("!2H", TYPES[rtype], _IN)
    extension = struct.pack("!BHHIH", 0, _OPT, EDNS_SIZE, 0, 0) if edns else b""
    return header + question + extension


def is_answer_to(data: bytes, message_id: int, name: str, rtype: str) -> bool:
    """Whether a datagram is a response with that id and that one question."""
    asked = _encode_name(name.lower()) + struct.pack("!2H", TYPES[rtype], _IN)
    if len(data) < 12 or data[12 : 12 + len(asked)].lower() != asked.lower():
        return False
    found_id, flags, questions = struct.unpack_from("!3H", data)
    return bool((found_id, questions) == (message_id, 1) and flags & _RESPONSE)


def decode(data: bytes) -> Message:
    """The response in these bytes. Raises ``ValueError`` where they are malformed."""
    try:
        message_id, flags, questions, count, _, _ = struct.unpack_from("!6H", data)
        if not flags & _RESPONSE or questions != 1 or count > MAX_RECORDS:
            raise ValueError("not a response to one question")
        name, end = _read_name(data, 12)
        (rtype,) = struct.unpack_from("!H", data, end)
        truncated = bool(flags & _TRUNCATED)
        answers = _read_answers(data, end + 4, 0 if truncated else count)
    except (struct.error, IndexError):
        raise ValueError("the message is cut off") from None
    authoritative = bool(flags & _AUTHORITATIVE)
    return Message(message_id, flags & 15, truncated, authoritative, name, rtype, answers)


def _read_answers(data: bytes, at: int, count: int) -> tuple[Record, ...]:
    records: list[Record] = []
    for _ in range(count):
        name, at = _read_name(data, at)
        rtype, klass, ttl, size = struct.unpack_from("!HHIH", data, at)
        at += 10
        if at + size > len(data):
            raise ValueError("a record goes beyond the message")
        if klass == _IN and rtype in _READERS:
            text = _READERS[rtype](data, at, at + size)
            records.append(Record(name, rtype, ttl if ttl < 1 << 31 else 0, text))
        at += size
    return tuple(records)


def _encode_name(name: str) -> bytes:
    labels = [label.encode("ascii") for label in name.split(".") if label]
    return b"".join(bytes((len(label),)) + label for label in labels) + b"\0"


def _read_name(data: bytes, at: int) -> tuple[str, int]:
    """A name, in lower case, and where the bytes after it begin. Every pointer must go back."""
    labels: list[str] = []
    length, after, limit = 0, 0, at
    while (size := data[at]) != 0:
        if size >= 0xC0:
            target = (size & 0x3F) << 8 | data[at + 1]
            after = after or at + 2
            if target >= limit:
                raise ValueError("a compression pointer does not go back")
            at = limit = target
            continue
        label = data[at + 1 : at + 1 + size]
        length += size + 1
        if size > 63 or length > 254 or len(label) < size:
            raise ValueError("a name is too long")
        labels.append(_escape(label.lower(), b".\\", 0x21))
        at += size + 1
    return ".".join(labels), after or at + 1


def _escape(data: bytes, special: bytes, least: int) -> str:
    """Bytes in presentation form (RFC 4343 section 2.1): what is not printable as ``\\DDD``."""
    return "".join(
        f"\\{byte:03d}" if not least <= byte < 0x7F else _PLAIN[byte in special].format(chr(byte))
        for byte in data
    )


def _address(data: bytes, start: int, end: int) -> str:
    return str(IPv4Address(_exactly(data, start, end, 4)))


def _address6(data: bytes, start: int, end: int) -> str:
    return str(IPv6Address(_exactly(data, start, end, 16)))


def _exactly(data: bytes, start: int, end: int, size: int) -> bytes:
    if end - start != size:
        raise ValueError("an address has the wrong size")
    return data[start:end]


def _host(data: bytes, start: int, end: int) -> str:
    name, after = _read_name(data, start)
    if after != end:
        raise ValueError("a name does not fill its record")
    return name or "."


def _mx(data: bytes, start: int, end: int) -> str:
    return f"{struct.unpack_from('!H', data, start)[0]} {_host(data, start + 2, end)}"


def _srv(data: bytes, start: int, end: int) -> str:
    priority, weight, port = struct.unpack_from("!3H", data, start)
    return f"{priority} {weight} {port} {_host(data, start + 6, end)}"


def _soa(data: bytes, start: int, end: int) -> str:
    server, at = _read_name(data, start)
    person, at = _read_name(data, at)
    if at + 20 != end:
        raise ValueError("a start of authority has the wrong size")
    numbers = struct.unpack_from("!5I", data, at)
    return " ".join((server or ".", person or ".", *map(str, numbers)))


def _txt(data: bytes, start: int, end: int) -> str:
    parts = bytearray()
    while start < end:
        size = data[start]
        if start + 1 + size > end:
            raise ValueError("a text goes beyond its record")
        parts += data[start + 1 : start + 1 + size]
        start += 1 + size
    return _escape(bytes(parts), b"\\", 0x20)


_READERS: dict[int, Callable[[bytes, int, int], str]] = {
    TYPES["A"]: _address,
    TYPES["AAAA"]: _address6,
    TYPES["NS"]: _host,
    TYPES["CNAME"]: _host,
    TYPES["PTR"]: _host,
    TYPES["MX"]: _mx,
    TYPES["SRV"]: _srv,
    TYPES["SOA"]: _soa,
    TYPES["TXT"]: _txt,
}
