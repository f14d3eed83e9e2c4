"""Bounds of one HTTP connection, against a real listener on loopback."""

from __future__ import annotations

import asyncio

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from mailmend.apps.web import bounded
from tests.apps.web.published.test_direct import listening

OK, BAD = b"HTTP/1.1 200", b"HTTP/1.1 400"


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(f"{len(body)} bytes")(scope, receive, send)


async def _talk(*pieces: bytes, pause_s: float = 0.0) -> bytes:
    """Everything that is answered to these pieces, until the server closes."""
    async with listening(_app) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(pause_s)
            return await asyncio.wait_for(reader.read(), 5)
        except ConnectionResetError:
            return b""
        finally:
            writer.close()


def test_a_usual_request_is_answered() -> None:
    """With a body, and a second one on the same connection."""
    first = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
    last = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    answer = asyncio.run(_talk(first, last))
    assert answer.count(OK) == 2
    assert b"3 bytes" in answer


@pytest.mark.parametrize("pieces", [1, 40])
def test_a_head_that_is_too_large_is_refused(pieces: int) -> None:
    """Whether it comes in one piece or in many."""
    field = b"X-A: " + b"a" * 1000 + b"\r\n"
    head = b"GET / HTTP/1.1\r\nHost: a\r\n" + field * 40 + b"\r\n"
    size = len(head) // pieces + 1
    parts = [head[at : at + size] for at in range(0, len(head), size)]
    answer = asyncio.run(_talk(*parts, pause_s=0.002 if pieces > 1 else 0))
    assert OK not in answer
    assert answer.startswith(BAD) or answer == b""


def test_a_large_head_behind_a_body_is_refused() -> None:
    """Though it comes in the same piece as the request before it."""
    first = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"
    second = b"GET / HTTP/1.1\r\nHost: a\r\n" + (b"X-A: " + b"a" * 1000 + b"\r\n") * 40 + b"\r\n"
    assert asyncio.run(_talk(first, b"abc" + second, pause_s=0.05)).count(OK) <= 1


def test_a_large_body_is_no_large_head() -> None:
    """Only heads are counted here."""
    body = b"x" * 200_000
    head = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 200000\r\n\r\n"
    assert b"200000 bytes" in asyncio.run(_talk(head, body))
    assert b"200000 bytes" in asyncio.run(_talk(head + body))


@pytest.mark.parametrize(
    "begin",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: a\r\nX-",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab",
    ],
)
def test_who_is_too_slow_is_disconnected(monkeypatch: pytest.MonkeyPatch, begin: bytes) -> None:
    """Before the head, in it, and in the body."""
    monkeypatch.setattr(bounded, "REQUEST_S", 0.2)
    assert OK not in asyncio.run(_talk(begin))


def test_an_empty_line_keeps_no_connection_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """It begins no request, and yet the time for one runs from there."""
    monkeypatch.setattr(bounded, "REQUEST_S", 0.2)
    request = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    assert asyncio.run(_talk(request, b"\r\n", pause_s=0.05)).count(OK) == 1


def test_what_is_no_http_is_refused() -> None:
    """And the connection ends."""
    assert asyncio.run(_talk(b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n")).startswith(BAD)
