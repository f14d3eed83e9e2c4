"""Dialling, and handshakes with special offers, against loopback and OpenSSL's own server."""

from __future__ import annotations

import asyncio
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mailmend.facts import TlsSession
from mailmend.io import net as under_test
from mailmend.io.egress import EgressPolicy
from mailmend.io.tls import server_name
from mailmend.world import ConnectFailed
from tests.io.authority import Issued, leaf
from tests.io.peers import HOST, LOOPBACK, Script, net, saying, serve, server_context


def outcome(address: str, port: int, host: str = HOST) -> str:
    """How a connect ends."""

    async def dial() -> str:
        try:
            connection = await net().connect(host, address, port, "test")
        except ConnectFailed as failed:
            return failed.outcome
        await connection.close()
        return "open"

    return asyncio.run(dial())


def unused_port() -> int:
    """A port of loopback on which nothing listens."""

    async def find() -> int:
        async with serve(saying()) as port:
            return port

    return asyncio.run(find())


def test_an_open_and_a_closed_port_are_told_apart() -> None:
    """Refused is an answer of the machine behind the address."""

    async def dial() -> str:
        async with serve(saying()) as port:
            connection = await net().connect(HOST, LOOPBACK, port, "test")
            await connection.close()
            return connection.address

    assert asyncio.run(dial()) == LOOPBACK
    assert outcome(LOOPBACK, unused_port()) == "refused"


def test_a_connection_cut_at_once_is_a_reset(monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket that was reset before its peer is asked has no peer any more."""
    with socket.socket() as never_connected:
        never_connected.setblocking(False)
        with pytest.raises(OSError, match="not connected") as caught:
            never_connected.getpeername()

    def gone(*_: object) -> None:
        raise caught.value

    async def dial() -> ConnectFailed:
        async with serve(saying()) as port:
            with pytest.raises(ConnectFailed) as failed:
                await net().connect(HOST, LOOPBACK, port, "test")
            return failed.value

    monkeypatch.setattr(under_test, "_check_peer", gone)
    assert asyncio.run(dial()).outcome == "reset"


def test_a_failed_connect_is_told_in_plain_words() -> None:
    """No text of an exception, with its address and brackets, gets through."""

    async def dial() -> ConnectFailed:
        with pytest.raises(ConnectFailed) as failed:
            await net().connect(HOST, LOOPBACK, unused, "test")
        return failed.value

    unused = unused_port()
    assert asyncio.run(dial()).detail == "connection refused"


def test_a_refused_address_is_never_dialled() -> None:
    """A host that was only found does not lead to loopback, and the listener hears nothing."""
    calls = 0

    async def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    async def dial() -> None:
        async with serve(count) as port:
            strict = net(EgressPolicy.public())
            for address in (LOOPBACK, "::ffff:127.0.0.1", "::1", "localhost", "127.1"):
                with pytest.raises(ConnectFailed) as caught:
                    await strict.connect("found.test", address, port, "test")
                assert caught.value.outcome == "not-allowed"
            session = await strict.tls_offer("found.test", LOOPBACK, port, "direct")
            assert (session.ok, session.failure) == (False, "closed")
            await asyncio.sleep(0.05)

    asyncio.run(dial())
    assert calls == 0


def test_an_address_that_drops_packets_is_a_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full listening queue answers no SYN, as a firewall that drops does."""
    monkeypatch.setattr(under_test, "CONNECT_BOUND_S", 0.3)

    assert dropped() == "timeout"


def dropped() -> str:
    """How a connect to a listener with a full queue ends."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex((LOOPBACK, port))
        try:
            return outcome(LOOPBACK, port)
        finally:
            for filler in fillers:
                filler.close()


def test_an_address_without_a_route_is_unreachable() -> None:
    """The own machine's network says so at once."""
    policy = EgressPolicy.for_operator([HOST])

    async def dial() -> str:
        with pytest.raises(ConnectFailed) as caught:
            await net(policy).connect(HOST, "fe80::1", 25, "test")
        return caught.value.outcome

    assert asyncio.run(dial()) == "unreachable"


@contextmanager
def openssl_server(folder: Path, issued: Issued, *options: str) -> Iterator[int]:
    """``openssl s_server`` with that certificate; gives its port."""
    certificate, key = issued.write_to(folder)
    command = ["openssl", "s_server", "-accept", f"{LOOPBACK}:0", "-cert", str(certificate)]
    server = subprocess.Popen(
        [*command, "-key", str(key), "-naccept", "5", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert server.stdout is not None
    try:
        line = next(line for line in server.stdout if line.startswith("ACCEPT"))
        yield int(line.rpartition(":")[2])
    finally:
        server.kill()
        server.communicate()


def offer(port: int, kind: str) -> TlsSession:
    """One handshake with that offer, TLS at once unless the offer says otherwise."""

    async def shake() -> TlsSession:
        connection = await net().connect(HOST, LOOPBACK, port, "test")
        sni = None if kind == "no-sni" else server_name(HOST)
        session = await connection.handshake(HOST, kind, sni)
        await connection.close()
        return session

    return asyncio.run(shake())


@pytest.mark.parametrize(("version", "name"), [("-tls1", "TLSv1"), ("-tls1_1", "TLSv1.1")])
def test_an_old_server_needs_the_legacy_offer(version: str, name: str, tmp_path: Path) -> None:
    """TLS 1.0 and 1.1 fail as protocol-version by default, and succeed with the legacy offer."""
    with openssl_server(tmp_path, leaf(HOST), version, "-cipher", "ALL:@SECLEVEL=0") as port:
        modern, legacy = offer(port, "default"), offer(port, "legacy")
    assert (modern.ok, modern.failure) == (False, "protocol-version")
    assert (legacy.ok, legacy.version) == (True, name)


@pytest.mark.parametrize(
    ("suite", "ok"),
    [
        ("ECDHE-ECDSA-AES256-GCM-SHA384", True),
        ("ECDHE-ECDSA-AES128-SHA", True),
        ("ECDHE-ECDSA-CAMELLIA128-SHA256", False),
        ("ECDHE-ECDSA-ARIA128-GCM-SHA256", False),
    ],
)
def test_suites_that_no_phone_offers_are_not_shared(suite: str, ok: bool, tmp_path: Path) -> None:
    """A server with exotic suites alone has no cipher in common with a phone."""
    with openssl_server(tmp_path, leaf(HOST), "-tls1_2", "-cipher", suite) as port:
        modern, legacy = offer(port, "default"), offer(port, "legacy")
    assert (modern.ok, modern.failure) == (ok, None if ok else "no-shared-cipher")
    assert legacy.ok


def test_the_name_is_sent_and_can_be_left_out(tmp_path: Path) -> None:
    """A server with two certificates shows which one it gives with and without SNI."""
    second = tmp_path / "second"
    second.mkdir()
    certificate, key = leaf(HOST, common="named").write_to(second)
    extra = ("-servername", HOST, "-cert2", str(certificate), "-key2", str(key))
    with openssl_server(tmp_path, leaf("default.test", common="default"), *extra) as port:
        named, nameless = offer(port, "default"), offer(port, "no-sni")
    assert named.certificate is not None
    assert nameless.certificate is not None
    assert (named.certificate.subject, named.verified) == ("CN=named", True)
    assert (nameless.certificate.subject, nameless.verified) == ("CN=default", False)


def smtp(starttls: bytes) -> Script:
    """A submission server that answers STARTTLS so, and then takes TLS."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220-mail\r\n220 hello\r\n")
        assert (await reader.readline()).startswith(b"EHLO [127.0.0.1]")
        writer.write(b"250-mail\r\n250 STARTTLS\r\n")
        assert await reader.readline() == b"STARTTLS\r\n"
        writer.write(starttls)
        await writer.drain()
        if starttls.startswith(b"220"):
            await writer.start_tls(server_context())
        await reader.read()

    return script


def imap(answer: bytes) -> Script:
    """An IMAP server that answers STARTTLS so, and then takes TLS."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK ready\r\n")
        assert await reader.readline() == b"t1 STARTTLS\r\n"
        writer.write(b"* NOTE something\r\nt1 " + answer)
        await writer.drain()
        if answer.startswith(b"OK"):
            await writer.start_tls(server_context())
        await reader.read()

    return script


def pop3(answer: bytes) -> Script:
    """A POP3 server that answers STLS so, and then takes TLS."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"+OK ready\r\n")
        assert await reader.readline() == b"STLS\r\n"
        writer.write(answer)
        await writer.drain()
        if answer.startswith(b"+OK"):
            await writer.start_tls(server_context())
        await reader.read()

    return script


@pytest.mark.parametrize(
    ("script", "failure"),
    [
        (smtp(b"220 go\r\n"), None),
        (imap(b"OK go\r\n"), None),
        (pop3(b"+OK go\r\n"), None),
        (smtp(b"454 4.7.0 TLS not available\r\n"), "not-tls"),
        (imap(b"BAD no\r\n"), "not-tls"),
        (pop3(b"-ERR no\r\n"), "not-tls"),
        (smtp(b"220 go\r\n250 sneaked\r\n"), "injected"),
        (saying(b"SSH-2.0-OpenSSH\r\n"), "not-tls"),
        (saying(hold=False), "closed"),
    ],
)
def test_the_mail_protocols_are_asked_for_tls_first(script: Script, failure: str | None) -> None:
    """On a port that is not for TLS at once, greeting and STARTTLS go first."""

    async def shake() -> TlsSession:
        async with serve(script) as port:
            return await net().tls_offer(HOST, LOOPBACK, port, "no-sni")

    session = asyncio.run(shake())
    assert (session.ok, session.failure) == (failure is None, failure)
    if failure is None:
        assert session.verified


def test_direct_speaks_tls_at_once() -> None:
    """The offer ``direct`` does not wait for a greeting."""

    async def shake() -> TlsSession:
        async with serve(saying(), server_context()) as port:
            return await net().tls_offer(HOST, LOOPBACK, port, "direct")

    assert asyncio.run(shake()).verified


def test_a_refused_starttls_is_quoted() -> None:
    """The reply stands in the detail, escaped."""

    async def shake() -> str:
        async with serve(smtp(b"454 4.7.0 \x1b[31mno\r\n")) as port:
            return (await net().tls_offer(HOST, LOOPBACK, port, "legacy")).detail

    assert asyncio.run(shake()) == "STARTTLS was refused: 454 4.7.0 \\x1b[31mno"
