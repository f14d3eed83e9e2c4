"""What was read on a server can be read again from the recording, without the server."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from mailmend.io.no_network import no_network_world
from mailmend.io.record import RecordingWorld
from mailmend.io.replay import ReplayWorld
from mailmend.io.server_recording import NOT_RECORDED, masked
from mailmend.probes.server.host import ELSEWHERE, View
from mailmend.probes.server.observe import observe_server
from mailmend.secret import Secret
from mailmend.world import CommandResult
from tests.probes.server.shell import Scripted
from tests.probes.server.test_observe import FILES, NAMES, OUTPUTS

VIEW = View("203.0.113.9", "h", "a@example.org", "a", ELSEWHERE, "example.org")


def test_a_server_is_read_again_from_its_recording(tmp_path: Path) -> None:
    """The same facts, and nothing asked of anybody."""
    recorder = RecordingWorld(no_network_world())
    shell = recorder.shell(Scripted({**OUTPUTS}, FILES), VIEW.client)
    first = asyncio.run(observe_server(shell, NAMES, VIEW))
    recorder.save(tmp_path / "run.json")
    replayed = ReplayWorld.load(tmp_path / "run.json").server
    assert replayed is not None
    again = asyncio.run(observe_server(replayed[0], NAMES, VIEW))
    assert again.facts == first.facts
    assert replayed[1] == VIEW.client


def test_a_command_run_twice_has_two_results_and_an_unknown_one_none(tmp_path: Path) -> None:
    """In their order."""
    recorder = RecordingWorld(no_network_world())
    scripted = Scripted({"date": "one"})
    shell = recorder.shell(scripted, "")

    async def talk() -> None:
        await shell.run(["date"])
        scripted.outputs["date"] = "two"
        await shell.run(["date"])

    asyncio.run(talk())
    recorder.save(tmp_path / "run.json")
    replayed = ReplayWorld.load(tmp_path / "run.json").server
    assert replayed is not None
    again = [asyncio.run(replayed[0].run(["date"])).stdout for _ in range(3)]
    assert again == ["one", "two", "two"]
    unknown = asyncio.run(replayed[0].run(["id"]))
    assert unknown == CommandResult(None, "", NOT_RECORDED)


def test_a_secret_that_a_command_was_given_is_not_kept(tmp_path: Path) -> None:
    """And it is not needed to replay."""
    recorder = RecordingWorld(no_network_world())
    shell = recorder.shell(Scripted({"doveadm auth test a": "passdb: a auth succeeded\n"}), "")
    secret = Secret("geheim-8471")
    asyncio.run(shell.run(["doveadm", "auth", "test", "a"], given=secret))
    recorder.save(tmp_path / "run.json")
    assert "geheim-8471" not in (tmp_path / "run.json").read_text("utf-8")
    replayed = ReplayWorld.load(tmp_path / "run.json").server
    assert replayed is not None
    other = asyncio.run(replayed[0].run(["doveadm", "auth", "test", "a"], given=Secret("x")))
    assert other.ok


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("password = geheim", False),
        ("  ldap_bind_pw = geheim", False),
        ("dovecot_db_password: geheim", False),
        ("smtp_sasl_password_maps = hash:/etc/postfix/geheim", True),
        ("ssl_key = </etc/ssl/geheim", True),
        ("smtpd_banner = geheim", True),
    ],
)
def test_values_that_look_like_passwords_are_blotted_out(line: str, kept: bool) -> None:
    """Paths and other settings stay, or nothing could be judged again."""
    assert ("geheim" in masked(f"a = b\n{line}\nc = d\n")) is kept


def test_a_recording_without_a_server_has_none(tmp_path: Path) -> None:
    """An older one too."""
    recorder = RecordingWorld(no_network_world())
    recorder.save(tmp_path / "run.json")
    assert ReplayWorld.load(tmp_path / "run.json").server is None
    document = json.loads((tmp_path / "run.json").read_text("utf-8"))
    del document["server"]
    (tmp_path / "old.json").write_text(json.dumps(document), "utf-8")
    assert ReplayWorld.load(tmp_path / "old.json").server is None
