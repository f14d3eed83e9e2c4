"""Targets of ssh, and how the client is called; a stand-in program shows what it is given."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from mailmend.case import InputError
from mailmend.io.ssh import SshShell, SshTarget, parse_ssh_target
from mailmend.world import CommandResult, ShellLost

GOOD = {
    "ssh://root@mail.example.org": SshTarget("mail.example.org", "root"),
    "ssh://mail.example.org:2222": SshTarget("mail.example.org", "", 2222),
    "ssh://a.b@[2001:db8::1]:22": SshTarget("2001:db8::1", "a.b", 22),
    "ssh://192.0.2.7/": SshTarget("192.0.2.7"),
}
BAD = (
    "ssh://-oProxyCommand=id",
    "ssh://root@-oProxyCommand=id",
    "ssh://-oProxyCommand=id@host",
    "ssh://host;id",
    "ssh://$(id)",
    "ssh://root@ho st",
    "ssh://root@host\n",
    "ssh://root@host:0",
    "ssh://root@host:99999",
    "ssh://root@host:22:22",
    "ssh://root@host/path",
    "ssh://",
    "ssh://@host",
    "mail.example.org",
    "http://host",
    "ssh://" + "a" * 400,
)


@pytest.mark.parametrize("text", GOOD)
def test_a_target_is_user_host_and_port(text: str) -> None:
    """The parts of a good target."""
    assert parse_ssh_target(text) == GOOD[text]


@pytest.mark.parametrize("text", BAD)
def test_anything_else_is_refused_before_ssh_sees_it(text: str) -> None:
    """No option, command or path can slip in as a host or a user."""
    with pytest.raises(InputError):
        parse_ssh_target(text)


def stand_in(folder: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program called ssh first on the path."""
    program = folder / "ssh"
    program.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


async def _run(argv: list[str]) -> CommandResult:
    async with SshShell(SshTarget("mail.example.org", "root", 2222)) as shell:
        return await shell.run(argv)


def test_the_client_never_prompts_and_never_trusts_a_new_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The options that make it so come before the host, which nothing can take for an option."""
    stand_in(tmp_path, 'printf "%s\\n" "$@"', monkeypatch)
    words = asyncio.run(_run(["true"])).stdout.split("\n")
    for option in ("BatchMode=yes", "StrictHostKeyChecking=yes", "ForwardAgent=no"):
        assert words[words.index(option) - 1] == "-o"
    assert words[words.index("--") + 1] == "mail.example.org"
    assert words[words.index("-l") + 1] == "root"
    assert words[words.index("-p") + 1] == "2222"


def test_every_word_survives_the_remote_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The remote side runs the last word in a shell; quotes and dollars stay what they are."""
    stand_in(tmp_path, 'for last; do :; done; exec sh -c "$last"', monkeypatch)
    word = "$(id); 'x' \"y\" `z` *"
    assert asyncio.run(_run(["printf", "%s", word])).stdout == word


def test_a_login_that_fails_says_why_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last telling line of the client, without control characters."""
    body = "printf '@@@\\nHost key verification failed.\\033[2J\\n' >&2; exit 255"
    stand_in(tmp_path, body, monkeypatch)
    with pytest.raises(ShellLost, match=r"^Host key verification failed\.\\x1b"):
        asyncio.run(_run(["true"]))


def test_a_command_that_ends_with_255_is_no_failed_login(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """fail2ban-client does so where its server is down; other statuses arrive as they are."""
    stand_in(tmp_path, 'for last; do :; done; exec sh -c "$last"', monkeypatch)
    assert asyncio.run(_run(["sh", "-c", "exit 255"])).status == 254
    assert asyncio.run(_run(["sh", "-c", "exit 3"])).status == 3
    assert asyncio.run(_run(["mailmend-no-such-program"])).status == 127


def test_without_a_client_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without ssh."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ShellLost, match="no ssh client"):
        asyncio.run(_run(["true"]))
