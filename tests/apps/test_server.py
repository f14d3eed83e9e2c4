"""``mailmend server check`` and ``diagnose --server`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mailmend.apps.cli import run
from mailmend.apps.server_target import host_of, parse_client, parse_clients
from mailmend.case import InputError


def stand_in(folder: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program called ssh first on the path."""
    program = folder / "ssh"
    program.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_a_machine_without_a_mail_server_is_no_sound_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It could not be read, and that is what is said; over ssh, with no tool there at all."""
    stand_in(tmp_path, "exit 127", monkeypatch)
    assert run(["server", "check", "ssh://root@mail.example.org", "--json"]) == 3
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "mailmend.server/1"
    assert (document["software"], document["verdicts"]) == ([], [])
    assert document["unknown"]
    assert "postconf -x" in document["commands"]


def test_the_page_says_so_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With every command that was run, where asked."""
    stand_in(tmp_path, "exit 127", monkeypatch)
    assert run(["server", "check", "ssh://mail.example.org", "--verbose"]) == 3
    shown = capsys.readouterr().out
    assert "No mail server could be read there." in shown
    assert "postconf -x" in shown
    assert "Nothing was changed." in shown


def test_a_hostile_server_moves_no_cursor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Escape sequences and endless output of its tools are inert."""
    body = 'printf "config_directory = /\\033[2J\\033]0;x\\007\\n"; head -c 9000000 /dev/zero'
    stand_in(tmp_path, body, monkeypatch)
    assert run(["server", "check", "ssh://mail.example.org", "--verbose"]) in (0, 1, 3)
    assert "\x1b[2J" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["server", "check", "ssh://-oProxyCommand=id"],
        ["server", "check", "mail.example.org"],
        ["server", "check", "local", "--client-ip", "example"],
        ["server", "check", "local", "--address", "nobody"],
        ["server", "check", "local", "--timeout", "0"],
        ["server", "check", "local", "--password-file", "/dev/null"],
        ["diagnose", "a@example.org", "--server", "local", "--no-network"],
    ],
)
def test_input_that_cannot_be_used_is_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line."""
    assert run(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_login_that_fails_is_2_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A host key that changed stops it before anything is read."""
    stand_in(tmp_path, "echo 'Host key verification failed.' >&2; exit 255", monkeypatch)
    assert run(["server", "check", "ssh://mail.example.org"]) == 2
    said = capsys.readouterr().err
    assert said == (
        "mailmend: ssh://mail.example.org cannot be read: Host key verification failed.\n"
    )


def test_addresses_and_names_of_targets() -> None:
    """A client's address in its plain form; the target's own name."""
    assert parse_client(None) == ""
    assert parse_client(" 2001:DB8::1 ") == "2001:db8::1"
    assert parse_clients(("192.0.2.1", "2001:DB8::1", "192.0.2.1")) == ("192.0.2.1", "2001:db8::1")
    assert host_of("ssh://root@mail.example.org:22") == "mail.example.org"
    with pytest.raises(InputError):
        parse_client("999.1.1.1")


def test_a_password_is_tried_there_by_standard_input_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is in no argument, in no output, and only one command is given it."""
    fed, words = tmp_path / "fed", tmp_path / "words"
    body = f"""echo "$*" >> {words}
case "$*" in
*"auth test"*) cat >> {fed}; echo "passdb: a@example.org auth failed";;
*"auth lookup"*) echo "passdb: a@example.org";;
*"doveadm user"*) exit 0;;
*) exit 127;;
esac"""
    stand_in(tmp_path, body, monkeypatch)
    password = tmp_path / "password"
    password.touch(0o600)
    password.write_text("geheim-4711\n", "utf-8")
    argv = ["server", "check", "ssh://mail.example.org", "--address", "a@example.org"]
    run([*argv, "--password-file", str(password), "--verbose"])
    shown = capsys.readouterr()
    assert fed.read_text("utf-8") == "geheim-4711\n"
    assert "auth test" in words.read_text("utf-8")
    for text in (words.read_text("utf-8"), shown.out, shown.err):
        assert "geheim" not in text
    assert "password refused" in shown.out
