"""What is answered from the bytes of a request is what the parser's way answers."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from mailmend.apps.web.bounded import Bounded
from mailmend.apps.web.published.direct import direct
from mailmend.apps.web.published.front import Front
from mailmend.apps.web.published.profile import profile_maker
from tests.apps.web.published.test_front import serving

CONFIG = "/mail/config-v1.1.xml"
TARGETS = (
    CONFIG,
    f"{CONFIG}?emailaddress=bob@customer.test",
    f"{CONFIG}?emailaddress=bob%40customer.test",
    f"{CONFIG}?EmailAddress=bob@CUSTOMER.test",
    f"/.well-known/autoconfig{CONFIG}?email=b.o+b@customer.test",
    "/.well-known/user-agent-configuration.json",
    f"{CONFIG}?emailaddress=bob@stranger.test",
    f"{CONFIG}?emailaddress=bob@customer.test&email=al@stranger.test",
    f"{CONFIG}?emailaddress=%EMAILADDRESS%",
    f"{CONFIG}?emailaddress=bob@customer.test@stranger.test",
    f"{CONFIG}?emailaddress=bob@customer.test.",
    f"{CONFIG}?emailaddress=bob@customer.test#x",
    f"http://other.test{CONFIG}",
    CONFIG.upper(),
    f"/x/..{CONFIG}",
    f"/{CONFIG}",
    "/mail/config-v1x1.xml",
    "/apple.mobileconfig",
)
FIELDS = (
    "Host: autoconfig.customer.test",
    "host:autoconfig.customer.test",
    "Host: customer.test:8443\r\nUser-Agent: Thunderbird/140\r\nAccept: */*",
    "Accept: a\r\nHost: AUTODISCOVER.customer.test\r\nConnection: keep-alive",
    "Host: stranger.test",
    "Host: stranger.test\r\nHost: autoconfig.customer.test",
    "Host: autoconfig.customer.test\r\nHost: stranger.test",
    "User-Agent: none",
    "Host: autoconfig.customer.test\r\nConnection: close",
    "Host: autoconfig.customer.test\r\nIf-None-Match: *",
    "Host: autoconfig.customer.test\r\nContent-Length: 0",
    "Host: autoconfig.customer.test\r\nContent-Length: 4",
    "Host: autoconfig.customer.test\r\nTransfer-Encoding: chunked",
    "Host: autoconfig.customer.test\r\nAccept: a\r\n folded",
    "Host: autoconfig.customer.test\r\nAccept : a",
    "Host: autoconfig.customer.test\r\nAccept: a\x00b",
    "Host: autoconfig.customer.test\nAccept: a",
    "Host: autoconfig.customer.test\r\nExpect: 100-continue",
    "Host: autoconfig.customer.test\r\nUpgrade: websocket\r\nConnection: Upgrade",
)
LINES = (
    "GET {} HTTP/1.1",
    "HEAD {} HTTP/1.1",
    "get {} HTTP/1.1",
    "GET {} HTTP/1.0",
    "GET  {} HTTP/1.1",
)


PLAIN = f"GET {TARGETS[1]} HTTP/1.1\r\n{FIELDS[2]}\r\n\r\n".encode()
POST = b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"
UNREAD = b"POST %b HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % (
    CONFIG.encode(),
    len(PLAIN),
)
END = b"GET /end HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """What is behind the published settings: it reads the request and says its path."""
    await Request(scope, receive).body()
    if scope["path"] == "/slow":
        await asyncio.sleep(0.1)
    await PlainTextResponse(scope["path"])(scope, receive, send)


def head(target: str, fields: str, line: str = LINES[0]) -> bytes:
    return f"{line.format(target)}\r\n{fields}\r\n\r\n".encode("latin-1")


def requests() -> list[bytes]:
    """Every target with usual fields, every field with a usual target, in every request line."""
    pairs = {(target, FIELDS[0]) for target in TARGETS} | {(TARGETS[1], each) for each in FIELDS}
    pairs |= {(CONFIG, each) for each in FIELDS}
    return [
        head(target, fields, line)
        for line, (target, fields) in itertools.product(LINES, sorted(pairs))
    ]


def parsed_only(front: Front) -> ASGIApp:
    """The same application without the short way."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await front(scope, receive, send)

    return app


@asynccontextmanager
async def listening(app: ASGIApp, keep_alive_s: int = 20) -> AsyncIterator[int]:
    place = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app,
        http=Bounded,
        lifespan="off",
        log_config=None,
        server_header=False,
        ws="none",
        timeout_keep_alive=keep_alive_s,
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve(sockets=[place]))
    try:
        yield place.getsockname()[1]
    finally:
        server.should_exit = True
        await task


async def said(port: int, *pieces: bytes) -> bytes:
    """All that is answered until the server closes; without the time of day."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = b""
    try:
        for piece in (*pieces, END):
            writer.write(piece)
            with contextlib.suppress(TimeoutError):
                while more := await asyncio.wait_for(reader.read(65536), 0.05):
                    answer += more
                break
        else:
            answer += await asyncio.wait_for(reader.read(), 30)
    finally:
        writer.close()
    return re.sub(rb"date: [^\r]*\r\n", b"", answer)


def both(folder: Path, stories: list[tuple[bytes, ...]]) -> list[tuple[bytes, bytes]]:
    """What the short way and the parser's way answer to each story of pieces."""

    async def run() -> list[tuple[bytes, bytes]]:
        async with serving(folder) as (_, found):
            front = Front(_nothing, found.shelf, profile_maker(found.config))
            async with listening(front) as short, listening(parsed_only(front)) as long:
                asked = [said(port, *story) for story in stories for port in (short, long)]
                answers = await asyncio.gather(*asked)
        return list(zip(answers[::2], answers[1::2], strict=True))

    return asyncio.run(run())


def test_no_request_is_understood_differently(tmp_path: Path) -> None:
    """Whatever the request line and the fields say, and a second request after it."""
    asked = requests()
    answers = both(tmp_path, [(each,) for each in asked])
    for request, (short, long) in zip(asked, answers, strict=True):
        assert short == long, request
        assert long, request


def test_pieces_do_not_confuse_it(tmp_path: Path) -> None:
    """Requests in parts, together, after a body, and while another one is being answered."""
    closing = PLAIN.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    stories = [
        (PLAIN, PLAIN),
        (PLAIN + PLAIN,),
        (PLAIN[:30], PLAIN[30:]),
        (PLAIN, PLAIN[:-1], PLAIN[-1:]),
        (b"\r", PLAIN),
        (b"\r\n", PLAIN),
        (POST + b"ab", PLAIN, b"c"),
        (POST, PLAIN),
        (POST + b"abc", PLAIN),
        (PLAIN, POST + b"abc"),
        (closing, PLAIN),
        (b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n", PLAIN),
        (b"nonsense\r\n\r\n", PLAIN),
        (UNREAD, PLAIN),
        (UNREAD, PLAIN, PLAIN),
        (b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", PLAIN),
        (b"GET /x HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", PLAIN),
        (b"GET /x HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n", PLAIN),
    ]
    for story, (short, long) in zip(stories, both(tmp_path, stories), strict=True):
        assert short == long, story
        assert long, story


def test_the_short_way_is_for_plain_requests(tmp_path: Path) -> None:
    """Settings that are published, one host, and only fields that change nothing."""

    async def story() -> tuple[list[bool], list[bool]]:
        async with serving(tmp_path) as (_, found):
            heads = [
                [(target, FIELDS[0]) for target in TARGETS],
                [(TARGETS[1], fields) for fields in FIELDS],
            ]
            by_target, by_fields = (
                [direct(found.shelf, head(*pair)) is not None for pair in pairs] for pairs in heads
            )
            return by_target, by_fields

    by_target, by_fields = asyncio.run(story())
    assert [TARGETS[at] for at, is_short in enumerate(by_target) if is_short] == [
        *TARGETS[:6],
        f"{CONFIG}?emailaddress=bob@customer.test.",
    ]
    assert [at for at, is_short in enumerate(by_fields) if is_short] == [0, 2, 3, 4]


def test_an_idle_connection_ends(tmp_path: Path) -> None:
    """Also after an answer by the short way."""

    async def story() -> bytes:
        async with serving(tmp_path) as (_, found):
            front = Front(_nothing, found.shelf, profile_maker(found.config))
            async with listening(front, keep_alive_s=1) as port:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(PLAIN)
                try:
                    return await asyncio.wait_for(reader.read(), 15)
                finally:
                    writer.close()

    assert asyncio.run(story()).startswith(b"HTTP/1.1 200 OK")
