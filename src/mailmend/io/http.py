"""One HTTP/1.1 exchange over a bounded connection: request out, response in, within limits."""

from __future__ import annotations

from dataclasses import dataclass

from mailmend.io.connection import RealConnection
from mailmend.wire.http_message import Head, read_chunk_size, read_field, read_status
from mailmend.wire.web_address import WebAddress
from mailmend.world import Lost

MAX_BODY = 256 * 1024
MAX_HEAD = 64 * 1024
MAX_FIELDS = 100
MAX_INTERIM = 5
Fields = tuple[tuple[str, str], ...]
USER_AGENT = "Mailmend/0.1 (looks for published mail settings)"


class HttpRefused(Exception):
    """The answer breaks a bound or a rule; the message says which, in our own words."""


@dataclass(frozen=True, slots=True)
class Response:
    """A whole response within the bounds."""

    status: int
    location: str
    body: bytes


XML = (("Content-Type", "text/xml; charset=utf-8"),)


def request(address: WebAddress, body: bytes | None, fields: Fields = XML) -> bytes:
    """The request bytes, with these fields where there is a body.

    No Accept-Encoding is sent, so the body of the answer comes as it is.
    """
    method = "GET" if body is None else "POST"
    lines = [
        f"{method} {address.target} HTTP/1.1",
        f"Host: {address.authority}",
        f"User-Agent: {USER_AGENT}",
        "Accept: text/xml, application/xml, text/plain, */*;q=0.1",
        "Connection: close",
    ]
    if body is not None:
        lines += [f"{name}: {value}" for name, value in fields]
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, "", "")).encode("ascii") + (body or b"")


async def read_response(connection: RealConnection) -> Response:
    """The final response. Raises ``HttpRefused``, ``ValueError`` (malformed) or ``Lost``."""
    for _ in range(MAX_INTERIM):
        head = await _read_head(connection)
        if head.status >= 200:
            break
    else:
        raise HttpRefused("too many interim answers")
    if head.fields.get("content-encoding", "identity").lower() != "identity":
        raise HttpRefused("the answer is compressed although that was not asked for")
    body = await _read_body(connection, head)
    return Response(head.status, head.fields.get("location", ""), body)


async def _read_head(connection: RealConnection) -> Head:
    status = read_status(await connection.read_line())
    fields: dict[str, str] = {}
    size = 0
    for _ in range(MAX_FIELDS + 1):
        line = await connection.read_line(MAX_HEAD)
        size += len(line)
        if size > MAX_HEAD:
            raise HttpRefused("the header is larger than 64 KiB")
        if not line:
            return Head(status, fields)
        name, value = read_field(line)
        fields.setdefault(name, value)
    raise HttpRefused(f"more than {MAX_FIELDS} header fields")


async def _read_body(connection: RealConnection, head: Head) -> bytes:
    match head.framing:
        case "none":
            return b""
        case "chunked":
            return await _read_chunks(connection)
        case "length":
            if head.length > MAX_BODY:
                raise HttpRefused("the document is larger than 256 KiB")
            return await _read_count(connection, head.length)
        case "until-close":
            return await _read_to_end(connection)


async def _read_chunks(connection: RealConnection) -> bytes:
    body = b""
    while size := read_chunk_size(await connection.read_line(256)):
        if len(body) + size > MAX_BODY:
            raise HttpRefused("the document is larger than 256 KiB")
        body += await _read_count(connection, size)
        if await connection.read_line(2):
            raise HttpRefused("a chunk is longer than it says")
    return body


async def _read_count(connection: RealConnection, count: int) -> bytes:
    parts: list[bytes] = []
    while count:
        part = await connection.read_exactly(min(count, 32 * 1024))
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


async def _read_to_end(connection: RealConnection) -> bytes:
    body = b""
    try:
        while len(body) <= MAX_BODY:
            body += await connection.read_some()
    except Lost as lost:
        if lost.why == "closed":
            return body
        raise
    raise HttpRefused("the document is larger than 256 KiB")
