"""HTTP/1.1 lines, good and hostile."""

from __future__ import annotations

import pytest

from mailmend.wire.http_message import Head, read_chunk_size, read_field, read_status


@pytest.mark.parametrize(
    ("line", "status"),
    [(b"HTTP/1.1 200 OK", 200), (b"HTTP/1.0 404 ", 404), (b"HTTP/1.1 301", 301)],
)
def test_status_lines(line: bytes, status: int) -> None:
    """Both versions, with and without a phrase."""
    assert read_status(line) == status


@pytest.mark.parametrize(
    "line", [b"", b"HTTP/1.1", b"HTTP/2 200 OK", b"HTTP/1.1 99 x", b"HTTP/1.1 2000 x", b"220 smtp"]
)
def test_what_is_no_status_line(line: bytes) -> None:
    """Mail servers, other versions and odd codes are not HTTP."""
    with pytest.raises(ValueError, match="not HTTP"):
        read_status(line)


def test_fields_are_named_in_lower_case() -> None:
    """Space around the value goes, space before the colon is refused (RFC 9112 section 5.1)."""
    assert read_field(b"Content-Type:  text/xml \t") == ("content-type", "text/xml")
    for bad in (b"Name : x", b" folded", b"no colon", b": x", b"a: b\rc"):
        with pytest.raises(ValueError, match="malformed"):
            read_field(bad)


@pytest.mark.parametrize(("line", "size"), [(b"0", 0), (b"1aF", 431), (b"5;ext=1", 5)])
def test_chunk_sizes(line: bytes, size: int) -> None:
    """Hexadecimal, extensions aside."""
    assert read_chunk_size(line) == size


@pytest.mark.parametrize("line", [b"", b"-1", b"0x5", b"g", b"+5", b"123456789", b"5 5"])
def test_what_is_no_chunk_size(line: bytes) -> None:
    """Signs, prefixes and sizes beyond 32 bits are refused."""
    with pytest.raises(ValueError, match="chunk"):
        read_chunk_size(line)


def test_the_end_of_a_body_is_known_from_the_head() -> None:
    """Chunks go before a length, a length before the end of the connection."""
    both = {"transfer-encoding": "chunked", "content-length": "5"}
    assert Head(200, both).framing == "chunked"
    assert Head(200, {"content-length": "5"}).framing == "length"
    assert Head(200, {}).framing == "until-close"
    assert Head(204, both).framing == "none"
    for text in ("-1", "5 5", "９", "9" * 20, ""):
        with pytest.raises(ValueError, match="number"):
            _ = Head(200, {"content-length": text}).length
