"""A run that was recorded plays again without a network, and holds no secret."""

from __future__ import annotations

import asyncio
import base64
import json
from pathlib import Path

import pytest

from mailmend.case import InputError
from mailmend.facts import DnsAnswer, TlsSession
from mailmend.io.clock import RealClock
from mailmend.io.no_network import no_network_world
from mailmend.io.record import RecordingWorld
from mailmend.io.replay import ReplayMismatch, ReplayWorld
from mailmend.secret import Secret
from mailmend.world import ConnectFailed, Lost, WebAnswer, Withheld, World
from tests.io.peers import HOST, LOOPBACK, net, saying, serve, server_context

CANARY = "correct horse battery"
RAW = b"220 caf\xe9 \x1b[31m\r\n"


class Names:
    """One name with an address, and no other."""

    async def ask(self, name: str, rtype: str) -> DnsAnswer:
        """The one answer."""
        return DnsAnswer(
            name=name, rtype=rtype, status="ok", records=(LOOPBACK,), ttl=5, raw=CANARY
        )

    async def ask_authority(self, name: str, rtype: str) -> DnsAnswer | None:
        """Not reached."""
        return None


class Pages:
    """One page, in bytes that are no text."""

    async def get(self, url: str) -> WebAnswer:
        """The one page."""
        return WebAnswer(url, 200, b"\xff\xfe<x/>", True)

    async def post_xml(self, url: str, body: str) -> WebAnswer:
        """The same page."""
        return WebAnswer(url, 200, body.encode(), True)


async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Greet, upgrade, echo a login in three forms, and hang up in the middle of a line."""
    writer.write(RAW)
    await reader.readline()
    writer.write(b"220 go\r\n")
    await writer.drain()
    await writer.start_tls(server_context())
    login = await reader.readline()
    writer.write(b"535 " + login.strip() + b" " + base64.b64encode(login) + b"\r\nabcdef500 h")
    await writer.drain()
    writer.close()


async def talk(world: World, port: int) -> list[object]:
    """One run through all that a world offers; gives what was seen."""
    seen: list[object] = [await world.dns.ask(HOST, "A"), await world.dns.ask_authority(HOST, "A")]
    seen.append(await world.web.get("https://a.test/"))
    seen.append(await world.web.post_xml("https://a.test/", "<ü/>"))
    connection = await world.net.connect(HOST, LOOPBACK, port, "submission")
    seen += [connection.address, await connection.read_line()]
    with pytest.raises(Withheld):
        await connection.write_secret(str.encode, Secret(CANARY), "AUTH ***")
    await connection.write(b"STARTTLS\r\n")
    seen += [await connection.read_line(), await connection.start_tls(HOST), connection.tls]
    await connection.write_secret(lambda word: f"{word}\r\n".encode(), Secret(CANARY), "AUTH ***")
    seen += [await connection.read_line(), await connection.read_exactly(6)]
    with pytest.raises(Lost) as lost:
        await connection.read_line()
    seen += [lost.value.why, lost.value.received]
    await connection.close()
    with pytest.raises(ConnectFailed) as failed:
        await world.net.connect("found.test", LOOPBACK, port, "submission")
    seen += [failed.value.outcome, failed.value.detail]
    seen.append(await world.net.tls_offer(HOST, LOOPBACK, port, "direct"))
    return seen


def recorded(path: Path) -> tuple[list[object], int]:
    """Record that run into a file; gives what was seen and the server's port."""

    async def run() -> tuple[list[object], int]:
        recording = RecordingWorld(World(net(), Names(), Pages(), RealClock()))
        recording.learn(Secret(CANARY))
        async with serve(script) as port:
            seen = await talk(recording.world, port)
        recording.save(path)
        return seen, port

    return asyncio.run(run())


def test_a_replay_sees_what_the_run_saw(tmp_path: Path) -> None:
    """Names, pages, lines, bytes, TLS sessions, losses and refusals come back the same."""
    path = tmp_path / "r.json"
    seen, port = recorded(path)
    again = asyncio.run(talk(ReplayWorld.load(path).world, port))
    assert isinstance(again[0], DnsAnswer)
    assert again[0].raw == "***"
    assert again[1:] == seen[1:]
    assert seen[5] == RAW.removesuffix(b"\r\n")
    assert isinstance(seen[7], TlsSession)


def test_a_recording_holds_no_secret(tmp_path: Path) -> None:
    """Neither raw nor in base64, whoever repeated it; and only this user can read it."""
    path = tmp_path / "r.json"
    recorded(path)
    data = path.read_bytes()
    for form in (
        CANARY.encode(),
        base64.b64encode(CANARY.encode())[:20],
        CANARY.encode().hex().encode(),
    ):
        assert form not in data
    assert b"AUTH ***" in data
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(data)["schema"] == "mailmend.recording/1"


def test_other_words_than_recorded_are_a_mismatch(tmp_path: Path) -> None:
    """The message shows what is done and what was recorded."""
    path = tmp_path / "r.json"
    _, port = recorded(path)

    async def stray() -> None:
        world = ReplayWorld.load(path).world
        connection = await world.net.connect(HOST, LOOPBACK, port, "submission")
        await connection.read_line()
        with pytest.raises(ReplayMismatch, match="a line is read, but recorded is: withheld"):
            await connection.read_line()
        with pytest.raises(ReplayMismatch, match=r"EHLO.*, but recorded is: sent STARTTLS"):
            await connection.write(b"EHLO x\r\n")

    asyncio.run(stray())


def test_what_was_not_recorded_is_not_there(tmp_path: Path) -> None:
    """Other hosts, purposes, names and pages; nothing is dialled."""
    path = tmp_path / "r.json"
    _, port = recorded(path)

    async def stray() -> None:
        world = ReplayWorld.load(path).world
        for host, purpose in ((HOST, "other"), ("other.test", "submission")):
            with pytest.raises(ConnectFailed, match="not in this recording") as caught:
                await world.net.connect(host, LOOPBACK, port, purpose)
            assert caught.value.outcome == "not-allowed"
        assert (await world.dns.ask("other.test", "A")).status == "not-asked"
        assert (await world.web.get("https://b.test/")).problem == "not in this recording"
        assert not (await world.net.tls_offer("x", LOOPBACK, port, "legacy")).ok

    asyncio.run(stray())


def test_the_order_of_dialling_does_not_matter(tmp_path: Path) -> None:
    """Connections are told apart by purpose and by their number within it."""
    path = tmp_path / "r.json"

    async def run(world: World, port: int, purposes: list[str]) -> dict[str, bytes]:
        seen = {}
        for purpose in purposes:
            connection = await world.net.connect(HOST, LOOPBACK, port, purpose)
            seen[purpose] = await connection.read_line()
            await connection.close()
        return seen

    async def record() -> tuple[dict[str, bytes], int]:
        counter = iter(range(9))

        async def count(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"%d\r\n" % next(counter))
            await writer.drain()

        recording = RecordingWorld(World(net(), Names(), Pages(), RealClock()))
        async with serve(count) as port:
            seen = await run(recording.world, port, ["a", "b", "c"])
        recording.save(path)
        return seen, port

    seen, port = asyncio.run(record())
    assert asyncio.run(run(ReplayWorld.load(path).world, port, ["c", "a", "b"])) == seen


def test_a_deadline_that_passed_passes_at_once_in_the_replay(tmp_path: Path) -> None:
    """Silence costs the recorded run its time, the replay none; its clock moves all the same."""
    path = tmp_path / "r.json"

    async def run(world: World, port: int) -> bool:
        connection = await world.net.connect(HOST, LOOPBACK, port, "a")
        try:
            async with asyncio.timeout(0.3):
                await connection.read_line()
        except TimeoutError:
            return True
        return False

    async def record() -> int:
        recording = RecordingWorld(World(net(), Names(), Pages(), RealClock()))
        async with serve(saying()) as port:
            assert await run(recording.world, port)
        recording.save(path)
        return port

    port = asyncio.run(record())
    replay = ReplayWorld.load(path)
    assert asyncio.run(asyncio.wait_for(run(replay.world, port), 0.2))
    assert replay.clock.elapsed() >= 0.3


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", '{"schema": "mailmend.recording/2"}', "[" * 100_000, '{"schema": 1}'],
)
def test_what_is_no_recording_is_said_so(text: str, tmp_path: Path) -> None:
    """Damaged, foreign and later files give one line."""
    path = tmp_path / "r.json"
    path.write_text(text)
    with pytest.raises(InputError, match="recording"):
        ReplayWorld.load(path)


def test_without_a_network_everything_is_not_looked_at() -> None:
    """No answer of this world can be mistaken for a finding."""

    async def look() -> None:
        world = no_network_world()
        assert (await world.dns.ask("a.test", "A")).status == "not-asked"
        assert await world.dns.ask_authority("a.test", "A") is None
        assert (await world.web.get("https://a.test/")).status == 0
        assert (await world.web.post_xml("https://a.test/", "")).status == 0
        assert not (await world.net.tls_offer("a.test", LOOPBACK, 25, "direct")).ok
        with pytest.raises(ConnectFailed) as caught:
            await world.net.connect("a.test", LOOPBACK, 25, "x")
        assert caught.value.outcome == "not-allowed"

    asyncio.run(look())
