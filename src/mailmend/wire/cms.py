"""The content inside a CMS signed-data envelope (RFC 5652), taken out without trusting it.

Configuration profiles come signed. Nothing here checks the signature; only lengths are believed,
and only as far as the bytes reach. BER's indefinite lengths and split strings are read as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MAX_DEPTH = 16
MAX_PARTS = 100_000
SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
ENVELOPED_DATA = bytes.fromhex("2a864886f70d010703")
_SEQUENCE, _SET, _OID, _OCTETS, _OCTET_PARTS, _EXPLICIT = 0x30, 0x31, 0x06, 0x04, 0x24, 0xA0


class CmsRefused(ValueError):
    """The bytes are no readable signed envelope; the message says why in a few words."""


@dataclass(frozen=True, slots=True)
class _Element:
    tag: int
    content: bytes


def is_cms(data: bytes) -> bool:
    """Whether ``data`` starts as a signed or an encrypted CMS envelope in DER or BER."""
    head = data[:32]
    return head[:1] == b"\x30" and (SIGNED_DATA in head or ENVELOPED_DATA in head)


def signed_content(data: bytes) -> bytes:
    """The signed bytes. Raises ``CmsRefused``; encrypted envelopes are named as such."""
    outer = list(_elements(_only(data, _SEQUENCE), 2))
    if not outer or outer[0].tag != _OID:
        raise CmsRefused("it is not a CMS envelope")
    if outer[0].content == ENVELOPED_DATA:
        raise CmsRefused("it is encrypted for one device")
    if outer[0].content != SIGNED_DATA or len(outer) < 2 or outer[1].tag != _EXPLICIT:
        raise CmsRefused("it is not a signed envelope")
    signed = list(_elements(_only(outer[1].content, _SEQUENCE), 3))
    if len(signed) < 3 or signed[1].tag != _SET or signed[2].tag != _SEQUENCE:
        raise CmsRefused("its envelope is damaged")
    inner = list(_elements(signed[2].content, 2))
    if len(inner) < 2 or inner[1].tag != _EXPLICIT:
        raise CmsRefused("its signature is detached; the content is not in this file")
    return b"".join(_octets(inner[1].content, 0))


def _only(data: bytes, tag: int) -> bytes:
    element = next(_elements(data, 1), None)
    if element is None or element.tag != tag:
        raise CmsRefused("its envelope is damaged")
    return element.content


def _octets(data: bytes, depth: int) -> Iterator[bytes]:
    if depth > MAX_DEPTH:
        raise CmsRefused("its envelope is nested too deep")
    for element in _elements(data, MAX_PARTS):
        if element.tag == _OCTETS:
            yield element.content
        elif element.tag == _OCTET_PARTS:
            yield from _octets(element.content, depth + 1)
        else:
            raise CmsRefused("its content is not a byte string")


def _elements(data: bytes, limit: int) -> Iterator[_Element]:
    """At most ``limit`` elements, one after the other, up to the end of contents."""
    at = 0
    for _ in range(limit):
        if at >= len(data) or data[at : at + 2] == b"\0\0":
            return
        start, end, after = _span(data, at, 0)
        yield _Element(data[at], data[start:end])
        at = after


def _span(data: bytes, at: int, depth: int) -> tuple[int, int, int]:
    """Where the content of the element at ``at`` starts and ends, and where the next one starts."""
    if depth > MAX_DEPTH:
        raise CmsRefused("its envelope is nested too deep")
    if at + 2 > len(data) or data[at] & 0x1F == 0x1F:
        raise CmsRefused("its envelope is cut off or odd")
    first, start = data[at + 1], at + 2
    if first == 0x80:
        return _indefinite(data, start, depth)
    count = first & 0x7F if first > 0x80 else 0
    size = int.from_bytes(data[start : start + count], "big") if count else first
    start += count
    end = start + size
    if count > 8 or end > len(data):
        raise CmsRefused("its envelope is cut off")
    return start, end, end


def _indefinite(data: bytes, start: int, depth: int) -> tuple[int, int, int]:
    at = start
    while data[at : at + 2] != b"\0\0":
        at = _span(data, at, depth + 1)[2]
    return start, at, at + 2
