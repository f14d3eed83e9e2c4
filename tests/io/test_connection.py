"""One connection against peers that behave, and against peers that do not."""

from __future__ import annotations

import asyncio
import gc
import socket
import ssl
import struct
from contextlib import suppress

import pytest

from mailmend.io import connection as under_test
from mailmend.secret import Secret
from mailmend.world import Lost, Withheld
from tests.io.authority import CLIENT, DAY, NOW, Issued, authority, leaf
from tests.io.peers import HOST, Script, connected, saying, server_context

CANARY = Secret("correct horse battery")


def lost_why(script: Script, tls: ssl.SSLContext | None = None) -> str:
    """Why the first line could not be read."""

    async def read() -> str:
        async with connected(script, tls) as connection:
            if tls:
                await connection.start_tls(HOST)
            with pytest.raises(Lost) as caught:
                await connection.read_line()
            return caught.value.why

    return asyncio.run(read())


def test_lines_come_without_their_ends() -> None:
    """CRLF and bare LF end a line; a CR inside stays; lines may share a segment."""

    async def read() -> list[bytes]:
        async with connected(saying(b"220 a\r\n250-b\n2", b"50 c\rd\r\n\r\n")) as connection:
            return [await connection.read_line() for _ in range(4)]

    assert asyncio.run(read()) == [b"220 a", b"250-b", b"250 c\rd", b""]


def test_exact_reads_take_what_they_ask_for() -> None:
    """A literal is read by its size, and the line after it follows."""

    async def read() -> tuple[bytes, bytes]:
        async with connected(saying(b"abc\r\ndef rest\r\n")) as connection:
            return await connection.read_exactly(8), await connection.read_line()

    assert asyncio.run(read()) == (b"abc\r\ndef", b" rest")


def test_an_announced_size_reserves_nothing() -> None:
    """More than 64 KiB at once is refused before anything is read."""

    async def read() -> None:
        async with connected(saying(b"x")) as connection:
            with pytest.raises(Lost, match="too-long"):
                await connection.read_exactly(4294967290)

    asyncio.run(read())


@pytest.mark.parametrize(
    ("sent", "fits"),
    [(b"a" * 8192 + b"\r\n", True), (b"a" * 8192 + b"\n", True), (b"a" * 8194 + b"\n", False)],
)
def test_a_line_has_at_most_8_kib(sent: bytes, fits: bool) -> None:
    """The bound is on the line itself."""

    async def read() -> bool:
        async with connected(saying(sent)) as connection:
            with suppress(Lost):
                return bool(await connection.read_line())
            return False

    assert asyncio.run(read()) is fits


def test_an_endless_line_is_cut_early() -> None:
    """A peer that never ends its line is left after the bound, not after megabytes."""
    sent = 0

    async def flood(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        while sent < 1 << 26:
            writer.write(b"x" * 65536)
            await writer.drain()
            sent += 65536

    assert lost_why(flood) == "too-long"
    assert sent < 1 << 24


def test_silence_ends_with_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """A peer that says nothing costs the bound of one read, no more."""
    monkeypatch.setattr(under_test, "READ_BOUND_S", 0.2)
    assert lost_why(saying()) == "timeout"


def test_a_drip_ends_with_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound is for the whole line, though every single read succeeds."""
    monkeypatch.setattr(under_test, "READ_BOUND_S", 0.5)

    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"2")
            await writer.drain()
            await asyncio.sleep(0.05)

    assert lost_why(drip) == "timeout"


def test_the_caller_may_be_more_impatient() -> None:
    """A deadline of the caller's own passes through as it is."""

    async def read() -> None:
        async with connected(saying()) as connection:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await connection.read_line()

    asyncio.run(read())


def test_a_closed_and_a_reset_connection_are_told_apart() -> None:
    """FIN and RST are two different ends."""

    async def reset(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    assert lost_why(saying(b"22", hold=False)) == "closed"
    assert lost_why(reset) == "reset"


def test_what_was_read_before_the_loss_is_kept() -> None:
    """Evidence of a broken line stays available."""

    async def read() -> bytes:
        async with connected(saying(b"220 hal", hold=False)) as connection:
            with pytest.raises(Lost) as caught:
                await connection.read_line()
            return caught.value.received

    assert asyncio.run(read()) == b"220 hal"


def test_a_peer_that_stops_reading_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing is bounded too."""
    monkeypatch.setattr(under_test, "WRITE_BOUND_S", 0.3)

    async def stall(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        await asyncio.sleep(5)

    async def write() -> None:
        async with connected(stall) as connection:
            with pytest.raises(Lost, match="timeout"):
                await connection.write(b"x" * (1 << 25))

    asyncio.run(write())


def upgrade(reply: bytes, context: ssl.SSLContext) -> Script:
    """Greet, answer one command with ``reply``, take TLS, and speak one line inside."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 hello\r\n")
        await reader.readline()
        writer.write(reply)
        await writer.drain()
        await writer.start_tls(context)
        writer.write(b"250 inside\r\n")
        line = await reader.readline()
        writer.write(b"535 you said " + line)
        await reader.read()

    return script


def test_starttls_goes_on_inside() -> None:
    """After the upgrade both directions are encrypted and the session is verified."""

    async def talk() -> tuple[bool, str, bytes, bytes]:
        async with connected(upgrade(b"220 go\r\n", server_context())) as connection:
            await connection.read_line()
            await connection.write(b"STARTTLS\r\n")
            await connection.read_line()
            session = await connection.start_tls(HOST)
            inside = await connection.read_line()
            await connection.write(b"QUIT\r\n")
            return session.verified, session.version, inside, await connection.read_line()

    assert asyncio.run(talk()) == (True, "TLSv1.3", b"250 inside", b"535 you said QUIT")


@pytest.mark.parametrize("in_one_segment", [True, False])
def test_bytes_injected_before_tls_are_found(in_one_segment: bool) -> None:
    """Anything in clear after the STARTTLS reply spoils the upgrade (CVE-2011-0411)."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"220 go\r\n" + (b"250 AUTH PLAIN\r\n" if in_one_segment else b""))
        await writer.drain()
        if not in_one_segment:
            await asyncio.sleep(0.05)
            writer.write(b"250 AUTH PLAIN\r\n")
        await writer.drain()
        await reader.read()

    async def talk() -> None:
        async with connected(script) as connection:
            await connection.write(b"STARTTLS\r\n")
            await connection.read_line()
            await asyncio.sleep(0.1)
            session = await connection.start_tls(HOST)
            assert (session.ok, session.failure, session.verified) == (False, "injected", False)
            with pytest.raises(Lost):
                await connection.read_line()
            with pytest.raises(Withheld):
                await connection.write_secret(str.encode, CANARY, "***")

    asyncio.run(talk())


@pytest.mark.parametrize(
    ("certificate", "chain"),
    [
        (leaf("other.test"), ()),
        (leaf(HOST, self_signed=True), ()),
        (leaf(HOST, starts=NOW - 200 * DAY), ()),
        (leaf(HOST, starts=NOW + 5 * DAY), ()),
        (leaf(HOST, usage=(CLIENT,)), ()),
        (leaf(HOST, issuer=authority("Elsewhere")), ()),
        (leaf(f"{HOST}\0.evil.test"), ()),
    ],
)
def test_no_secret_leaves_where_the_certificate_is_bad(
    certificate: Issued, chain: tuple[Issued, ...]
) -> None:
    """The session stands, the certificate is judged, the password stays."""
    heard = bytearray()

    async def listen(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        while data := await reader.read(4096):
            heard.extend(data)

    async def talk() -> None:
        async with connected(listen, server_context(certificate, *chain)) as connection:
            session = await connection.start_tls(HOST)
            assert (session.ok, session.verified) == (True, False)
            with pytest.raises(Withheld):
                await connection.write_secret(str.encode, CANARY, "***")
            await connection.write(b"QUIT\r\n")
            await asyncio.sleep(0.1)

    asyncio.run(talk())
    assert bytes(heard) == b"QUIT\r\n"


def test_no_secret_leaves_in_clear() -> None:
    """Without TLS the password is withheld and nothing is sent."""
    heard = bytearray()

    async def listen(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        while data := await reader.read(4096):
            heard.extend(data)

    async def talk() -> None:
        async with connected(listen) as connection:
            with pytest.raises(Withheld):
                await connection.write_secret(str.encode, CANARY, "***")
            await asyncio.sleep(0.05)

    asyncio.run(talk())
    assert not heard


def test_a_secret_goes_into_verified_tls_and_its_echo_is_blotted_out() -> None:
    """The server gets the password; what it repeats of it does not come back."""
    heard = bytearray()

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = await reader.readline()
        heard.extend(line)
        writer.write(b"535 wrong: " + line)
        await reader.read()

    async def talk() -> bytes:
        async with connected(echo, server_context()) as connection:
            await connection.start_tls(HOST)
            await connection.write_secret(lambda word: f"{word}\r\n".encode(), CANARY, "***")
            return await connection.read_line()

    assert asyncio.run(talk()) == b"535 wrong: ***"
    assert bytes(heard) == b"correct horse battery\r\n"


def failure(script: Script) -> str | None:
    """How a handshake with a server in clear fails."""

    async def shake() -> str | None:
        async with connected(script) as connection:
            session = await connection.start_tls(HOST)
            assert not session.ok
            return session.failure

    return asyncio.run(shake())


ALERT_VERSION = b"\x15\x03\x01\x00\x02\x02\x46"
ALERT_FAILURE = b"\x15\x03\x03\x00\x02\x02\x28"
ALERT_INTERNAL = b"\x15\x03\x03\x00\x02\x02\x50"


def answering(data: bytes, *, hold: bool = False) -> Script:
    """Wait for the greeting of TLS, then answer with these bytes."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(0.05)
        if hold:
            await reader.read()

    return script


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (saying(b"220 mail ESMTP\r\n"), "not-tls"),
        (answering(b"220 mail ESMTP\r\n"), "not-tls"),
        (answering(b"HTTP/1.0 400 Bad Request\r\n\r\n"), "not-tls"),
        (answering(b"\x00\xff\x13noise"), "not-tls"),
        (answering(ALERT_VERSION), "protocol-version"),
        (answering(ALERT_FAILURE), "no-shared-cipher"),
        (answering(ALERT_INTERNAL), "alert"),
        (saying(ALERT_INTERNAL), "alert"),
        (answering(b"\x16\x03\x03\x00\x05junk!"), "malformed"),
        (answering(b"\x16\x03\x03\xff\xff" + b"a" * 70000), "malformed"),
        (answering(b""), "closed"),
        (saying(hold=False), "closed"),
        (answering(b"\x16\x03\x03\x00\x40\x02"), "closed"),
        (answering(b"250 sneaked in\r\n\x16\x03\x03\x00\x40"), "injected"),
    ],
)
def test_each_failed_handshake_has_its_word(script: Script, expected: str) -> None:
    """Clear text, version, cipher, other alerts, garbage and hang-ups are told apart."""
    assert failure(script) == expected


def test_a_stalled_handshake_ends_with_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither silence nor single bytes hold a handshake for ever."""
    monkeypatch.setattr(under_test, "HANDSHAKE_BOUND_S", 0.3)

    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for byte in b"\x16\x03\x03\x40\x00" + bytes(1000):
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.05)

    assert failure(saying()) == "timeout"
    assert failure(drip) == "timeout"


def test_a_flood_of_records_ends_the_handshake() -> None:
    """Warning alerts and empty records without end are cut."""

    def flooding(record: bytes) -> Script:
        async def script(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            for _number in range(2000):
                writer.write(record * 100)
                await writer.drain()

        return script

    assert failure(flooding(b"\x15\x03\x03\x00\x02\x01\x5a")) in ("malformed", "alert")
    assert failure(flooding(b"\x16\x03\x03\x00\x00")) == "malformed"


def test_a_handshake_has_a_bound_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the bound even an honest handshake is given up."""
    monkeypatch.setattr(under_test, "MAX_HANDSHAKE", 400)
    assert failure_of_chain([]) == "malformed"


def test_a_huge_chain_is_refused_not_read() -> None:
    """Two megabytes of certificates end the handshake."""
    root = authority("Big")
    big = [root] * 6000
    assert failure_of_chain(big) == "malformed"


def failure_of_chain(chain: list[Issued]) -> str | None:
    """How a handshake with that chain fails."""

    async def shake() -> str | None:
        async with connected(saying(), server_context(leaf(HOST), *chain)) as connection:
            return (await connection.start_tls(HOST)).failure

    return asyncio.run(shake())


def test_the_whole_chain_is_judged() -> None:
    """The certificates after the leaf reach the judge on every Python."""
    middle = authority("Middle")

    async def shake() -> int:
        context = server_context(leaf(HOST, issuer=middle), middle, middle)
        async with connected(saying(), context) as connection:
            session = await connection.start_tls(HOST)
            assert session.certificate is not None
            return session.certificate.chain_length

    assert asyncio.run(shake()) == 3


def test_what_follows_the_handshake_in_one_flight_is_not_lost() -> None:
    """A greeting that comes together with the server's Finished is read at once."""

    async def talk() -> list[bytes]:
        context = server_context()
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        async with connected(saying(b"220 a\r\n", b"220 b\r\n"), context) as connection:
            await connection.start_tls(HOST)
            await asyncio.sleep(0.05)
            return [await connection.read_line(), await connection.read_line()]

    assert asyncio.run(talk()) == [b"220 a", b"220 b"]


def test_lines_before_a_clean_goodbye_are_read_then_the_end_is_seen() -> None:
    """close_notify ends the conversation after what was said before."""

    async def talk() -> None:
        async with connected(saying(b"421 bye\r\n", hold=False), server_context()) as connection:
            await connection.start_tls(HOST)
            assert await connection.read_line() == b"421 bye"
            with pytest.raises(Lost, match="closed"):
                await connection.read_line()
            with pytest.raises(Lost):
                await connection.write(b"QUIT\r\n")

    asyncio.run(talk())


def test_sockets_are_closed_even_after_trouble() -> None:
    """No socket stays open behind a failed handshake or a lost line."""

    async def trouble() -> None:
        async with connected(saying(b"x", hold=False)) as connection:
            await connection.start_tls(HOST)
            await connection.close()
            await connection.close()

    asyncio.run(trouble())
    gc.collect()
