"""Fetching: honest servers, and those that redirect, stall, flood and lie."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

import pytest

from mailmend.facts import DnsAnswer, DnsStatus
from mailmend.io import web as under_test
from mailmend.io.clock import RealClock
from mailmend.io.connection import RealConnection
from mailmend.io.egress import EgressPolicy
from mailmend.io.net import RealNet
from mailmend.io.web import RealWeb
from mailmend.world import WebAnswer
from tests.io.authority import leaf
from tests.io.peers import LOOPBACK, TRUST, Script, saying, serve, server_context

OK = b"HTTP/1.1 200 OK\r\n"
Pages = Mapping[str, bytes]


class Names:
    """Every name under .test leads to loopback, and inside.test too."""

    async def ask(self, name: str, rtype: str) -> DnsAnswer:
        """The answer of this small name service."""
        found = (LOOPBACK,) if rtype == "A" and name.endswith(".test") else ()
        if rtype == ("AAAA" if ":" in name else "A") and not name[-1].isalpha():
            found = (name,)
        status: DnsStatus = "ok" if found else "nodata"
        return DnsAnswer(name=name, rtype=rtype, status=status, records=found)

    async def ask_authority(self, name: str, rtype: str) -> DnsAnswer | None:
        """There is none."""
        return None


class PortMap(RealNet):
    """A network on which ports 80 and 443 are those of the test's servers."""

    def __init__(self, http: int, https: int) -> None:
        policy = EgressPolicy.for_operator(["a.test", "b.test", "bad.test"])
        super().__init__(policy, TRUST, RealClock())
        self._ports = {80: http, 443: https}

    async def connect(self, host: str, address: str, port: int, purpose: str) -> RealConnection:
        """Connect to the server that stands for that port."""
        return await super().connect(host, address, self._ports[port], purpose)


def pages(table: Pages, seen: list[bytes]) -> Script:
    """A server that answers each path from a table and notes what it was asked."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        seen.append(head)
        path = head.split(b" ")[1].decode()
        writer.write(table.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))
        await writer.drain()

    return script


def fetch(
    url: str,
    http: Script | Pages = {},  # noqa: B006 - never changed
    https: Script | Pages = {},  # noqa: B006 - never changed
    tls: ssl.SSLContext | None = None,
    body: str | None = None,
) -> tuple[WebAnswer, list[bytes]]:
    """Fetch one address from two servers of this test; gives the answer and the requests seen."""
    seen: list[bytes] = []
    scripts = [one if callable(one) else pages(one, seen) for one in (http, https)]
    context = tls or server_context(leaf("a.test", "b.test"))

    async def run() -> WebAnswer:
        async with serve(scripts[0]) as plain, serve(scripts[1], context) as secure:
            web = RealWeb(PortMap(plain, secure), Names())
            return await (web.get(url) if body is None else web.post_xml(url, body))

    return asyncio.run(run()), seen


def page(body: bytes, fields: bytes = b"") -> bytes:
    """A plain response with that body."""
    return OK + fields + b"Content-Length: %d\r\n\r\n" % len(body) + body


def moved(where: str, status: int = 302) -> bytes:
    """A redirection."""
    return f"HTTP/1.1 {status} Moved\r\nLocation: {where}\r\nContent-Length: 0\r\n\r\n".encode()


def test_a_page_over_https_is_trusted() -> None:
    """Status, body and final address come back; the request names Mailmend and nothing else."""
    answer, seen = fetch("https://a.test/x?e=u%40a.test", https={"/x?e=u%40a.test": page(b"<x/>")})
    assert answer == WebAnswer("https://a.test/x?e=u%40a.test", 200, b"<x/>", True)
    assert b"User-Agent: Mailmend/" in seen[0]
    for word in (b"Cookie", b"Authorization", b"Accept-Encoding", b"Referer"):
        assert word not in seen[0]


def test_plain_http_is_fetched_but_not_trusted() -> None:
    """What came in clear may have been changed on its way."""
    answer, _ = fetch("http://a.test/x", http={"/x": page(b"hi")})
    assert (answer.status, answer.body, answer.trusted) == (200, b"hi", False)


def test_a_bad_certificate_makes_it_untrusted() -> None:
    """Self-signed pages are seen, but never trusted."""
    bad = server_context(leaf("a.test", self_signed=True))
    answer, _ = fetch("https://a.test/x", https={"/x": page(b"hi")}, tls=bad)
    assert (answer.status, answer.body, answer.trusted) == (200, b"hi", False)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_mail_address_is_not_sent_unprotected(scheme: str) -> None:
    """Without verified TLS the query with the mailbox is left out."""
    bad = server_context(leaf("other.test"))
    table = {"/x": page(b"hi")}
    answer, seen = fetch(f"{scheme}://a.test/x?e=u@a.test", http=table, https=table, tls=bad)
    assert (answer.status, answer.trusted) == (200, False)
    assert b"u@a.test" not in b"".join(seen)
    refused, seen = fetch(f"{scheme}://a.test/x", http=table, https=table, tls=bad, body="<u/>")
    assert refused.status == 0
    assert not seen


def test_xml_is_posted_over_verified_https() -> None:
    """Outlook's way of asking."""
    got: list[bytes] = []

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        got.append(await reader.readuntil(b"\r\n\r\n"))
        got.append(await reader.readexactly(7))
        writer.write(page(b"<ok/>"))
        await writer.drain()

    answer, _ = fetch("https://a.test/x", https=script, body="<a>ü</a>"[:6])
    assert (answer.status, answer.body) == (200, b"<ok/>")
    assert got[0].startswith(b"POST /x HTTP/1.1\r\n")
    assert b"Content-Length: 7" in got[0]
    assert got[1] == "<a>ü</".encode()


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_a_posted_body_is_not_carried_on(code: int) -> None:
    """Where the redirection leads is told; the mailbox in the body stays with the first host."""
    answer, seen = fetch(
        "https://a.test/1", https={"/1": moved("https://b.test/2", code)}, body="<a/>"
    )
    assert (answer.status, answer.location) == (code, "https://b.test/2")
    assert len(seen) == 1


def test_redirections_are_followed_and_trust_is_the_weakest_hop() -> None:
    """https to https stays trusted; one hop in clear and it is not."""
    table = {"/1": moved("/2", 301), "/2": moved("https://b.test/3", 308), "/3": page(b"end")}
    answer, _ = fetch("https://a.test/1", https=table)
    assert (answer.url, answer.body, answer.trusted) == ("https://b.test/3", b"end", True)
    down = {"/1": moved("http://b.test/3")}
    answer, _ = fetch("https://a.test/1", https=down, http={"/3": page(b"end")})
    assert (answer.status, answer.trusted) == (200, False)
    up = {"/1": moved("https://b.test/3")}
    answer, _ = fetch("http://a.test/1", http=up, https={"/3": page(b"end")})
    assert (answer.status, answer.trusted) == (200, False)


@pytest.mark.parametrize(
    ("location", "word"),
    [
        ("/1", "circle"),
        ("file:///etc/passwd", "only http"),
        ("gopher://a.test/", "only http"),
        ("https://a.test:25/", "ports 80 and 443"),
        ("https://u:p@a.test/", "user name"),
        ("https://127.1/", "no usable host"),
        ("https://0x7f.0.0.1/", "no usable host"),
        ("https://inside.test/x", "not a public address"),
        ("https://127.0.0.1/x", "not a public address"),
        ("https://[::ffff:127.0.0.1]/x", "not a public address"),
        ("https://169.254.169.254/x", "not a public address"),
        ("https://[::1]/x", "not a public address"),
        ("/" + "x" * 10000, "too long"),
    ],
)
def test_where_a_redirection_may_not_lead(location: str, word: str) -> None:
    """Each hop is checked anew, by address; nothing inside is fetched."""
    answer, seen = fetch("https://a.test/1", https={"/1": moved(location)})
    assert answer.status == 0
    assert word in answer.problem
    assert len(seen) == 1


def test_redirections_end_after_three() -> None:
    """A fourth one is not followed."""
    table = {f"/{n}": moved(f"/{n + 1}") for n in range(9)}
    answer, seen = fetch("https://a.test/0", https=table)
    assert (answer.status, "more than 3" in answer.problem, len(seen)) == (0, True, 4)


def writing(*parts: bytes, pause: float = 0.0, times: int = 1) -> Script:
    """Take a request, then write the parts, the last of them again and again."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for part in (*parts[:-1], *(parts[-1] for _ in range(times))):
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)
        await reader.read()

    return script


CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def test_chunks_are_put_together() -> None:
    """Extensions and trailers aside."""
    answer, _ = fetch(
        "http://a.test/", http=writing(CHUNKED + b"3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n")
    )
    assert answer.body == b"abcde"


def test_a_body_may_end_with_the_connection() -> None:
    """HTTP/1.0 style."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK + b"\r\n" + b"x" * 200000)
        await writer.drain()

    answer, _ = fetch("http://a.test/", http=script)
    assert len(answer.body) == 200000


@pytest.mark.parametrize(
    ("script", "word"),
    [
        (writing(OK, b"X: y\r\n", times=500), "more than 100 header fields"),
        (writing(OK + b"X: ", b"y" * 8192, times=100), "lost: too-long"),
        (writing(OK, b"X: %b\r\n" % (b"y" * 2000), times=90), "larger than 64 KiB"),
        (writing(b"HTTP/1.1 100 Continue\r\n\r\n", times=1000), "interim"),
        (writing(OK + b"Content-Length: 9223372036854775807\r\n\r\nx"), "256 KiB"),
        (writing(OK + b"Content-Length: -5\r\n\r\nx"), "not a number"),
        (writing(CHUNKED, b"1000\r\n" + b"x" * 4096 + b"\r\n", times=100), "256 KiB"),
        (writing(CHUNKED + b"ffffffff\r\n"), "256 KiB"),
        (writing(CHUNKED + b"zz\r\n"), "malformed"),
        (writing(OK + b"\r\n", b"x" * 65536, times=50), "256 KiB"),
        (writing(b"220 mail.a.test ESMTP\r\n"), "not HTTP"),
        (writing(OK + b"bad header\r\n\r\n"), "malformed"),
        (saying(hold=False), "connection was lost"),
        (
            writing(page(gzip.compress(b"\0" * 10_000_000), b"Content-Encoding: gzip\r\n")),
            "compressed",
        ),
    ],
)
def test_each_bound_has_its_sentence(script: Script, word: str) -> None:
    """Endless, oversized, compressed and malformed answers end early and say why."""
    start = time.monotonic()
    answer, _ = fetch("http://a.test/", http=script)
    assert (answer.status, answer.body) == (0, b"")
    assert word in answer.problem
    assert time.monotonic() - start < 15


@pytest.mark.parametrize(
    "make",
    [
        lambda: writing(OK, b"X", pause=0.02, times=1000),
        lambda: writing(OK + b"Content-Length: 1000\r\n\r\n", b"x", pause=0.02, times=1000),
        lambda: writing(b""),
    ],
)
def test_one_deadline_covers_the_whole_fetch(
    make: Callable[[], Script], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drips and silence end with the deadline although every read succeeds."""
    monkeypatch.setattr(under_test, "FETCH_BOUND_S", 0.5)
    start = time.monotonic()
    answer, _ = fetch("http://a.test/", http=make())
    assert (answer.status, "not finished" in answer.problem) == (0, True)
    assert time.monotonic() - start < 6


def test_401_is_an_answer_and_no_question() -> None:
    """No credentials are ever offered."""
    basic = b'HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n'
    answer, seen = fetch("https://a.test/x", https={"/x": basic})
    assert (answer.status, len(seen)) == (401, 1)


def test_no_tls_and_no_name_are_problems() -> None:
    """Failures on the way are told in words, never raised."""
    answer, _ = fetch("https://nowhere.invalid/x")
    assert (answer.status, "no address" in answer.problem) == (0, True)
    assert fetch("ftp://a.test/x")[0].status == 0


class OneTurn:
    """One connection to an address at a time."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def at(self, _address: str) -> AsyncIterator[None]:
        """Wait for it."""
        async with self._lock:
            yield


def _fetched_together(turns: OneTurn | None) -> tuple[list[int], int]:
    """The statuses of four fetches at once, and how many connections the server had at most."""
    at_once = [0, 0]

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        at_once[0] += 1
        at_once[1] = max(at_once)
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(0.05)
        at_once[0] -= 1
        writer.write(OK + b"Content-Length: 0\r\n\r\n")
        await writer.drain()
        await reader.read()

    async def check() -> list[int]:
        async with serve(script) as port:
            web = RealWeb(PortMap(port, port), Names(), turns)
            found = await asyncio.gather(*(web.get(f"http://a.test/{at}") for at in range(4)))
            return [answer.status for answer in found]

    return asyncio.run(check()), at_once[1]


def test_fetches_wait_for_their_turn() -> None:
    """Those who share turns meet a server one after another; the turn ends with the fetch."""
    assert _fetched_together(OneTurn()) == ([200] * 4, 1)
    assert _fetched_together(None)[1] > 1


def test_a_fetch_that_fails_ends_its_turn() -> None:
    """A refused connection, and one that stalls: the next one gets its turn."""

    async def check() -> tuple[int, int]:
        turns = OneTurn()
        web = RealWeb(PortMap(9, 9), Names(), turns)
        refused = await web.get("http://a.test/")
        async with serve(saying(OK + b"Content-Length: 2\r\n\r\nok")) as port:
            after = await RealWeb(PortMap(port, port), Names(), turns).get("http://a.test/")
        return refused.status, after.status

    assert asyncio.run(check()) == (0, 200)
