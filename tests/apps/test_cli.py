"""The command line: one clear line for bad input, lazy commands, exit statuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mailmend.apps.cli import COMMANDS

MAILMEND = [sys.executable, "-m", "mailmend.apps.cli"]
PASSWORD = "Kanarienvogel-7"


def run(
    *arguments: str, stdin: str | bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, without a terminal."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [*MAILMEND, *arguments],
        input=data,
        capture_output=True,
        timeout=60,
        check=False,
        cwd=cwd,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def refused(*arguments: str, stdin: str | bytes = b"", cwd: Path | None = None) -> str:
    """The one line with which the command refuses its input."""
    done = run(*arguments, stdin=stdin, cwd=cwd)
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("mailmend: ")
    assert "Traceback" not in done.stderr
    assert "Usage:" not in done.stderr
    return lines[0]


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("alice", "name@example.org"),
        ("alice@", "name@example.org"),
        ("@customer.test", "name@example.org"),
        ("alice@@customer.test", "not a mail address"),
        ("al ice@customer.test", "not a mail address"),
        ("alice@customer..test", "not a mail address"),
        ("alice\x1b[31m@customer.test", "\\x1b[31m"),
        ("alice\u202e@customer.test", "\\u202e"),
        ("a" * 300 + "@customer.test", "longer than"),
    ],
)
def test_addresses_that_cannot_be_used(address: str, part: str) -> None:
    """The line names what is wrong and shows control characters as escapes."""
    line = refused("diagnose", address, "--no-network")

    assert part in line
    assert line.isprintable()


def test_an_address_is_needed() -> None:
    """Without address and case there is nothing to diagnose."""
    assert "name@example.org" in refused("diagnose")
    assert "name@example.org" in refused("settings")


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200), "JPEG"),
        ("bad.toml", b'address = "a@b.test"\n[outgoing\nport = 1\n', "line 2"),
        ("port.toml", b'address = "a@b.test"\n[outgoing]\nport = 99999\n', "99999"),
        ("word.toml", b'address = "a@b.test"\nonset = "never"\n', "first-setup"),
        ("list.json", b"[1, 2]", "line 1"),
        ("bad.json", b'{"address": }', "line 1"),
        ("empty.toml", b"", "empty"),
        ("latin.toml", 'address = "ä@b.test"'.encode("latin-1"), "UTF-8"),
        ("control.toml", b'address = "a\\u001b@b.test"', "control character"),
        ("noaddress.toml", b"can_receive = true\n", "address"),
    ],
)
@pytest.mark.parametrize("option", ["--case", "--settings"])
def test_files_that_cannot_be_used(
    tmp_path: Path, option: str, name: str, content: bytes, part: str
) -> None:
    """The line names the file and what to change in it."""
    (tmp_path / name).write_bytes(content)

    line = refused("diagnose", option, name, "--no-network", cwd=tmp_path)

    assert name in line
    assert part in line


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--case", "missing.toml"], "no such file"),
        (["--case", "."], "folder"),
        (["a@b.test", "--password-file", "missing"], "no such file"),
        (["a@b.test", "--password-file", "."], "folder"),
        (["a@b.test", "--resolver", "nonsense"], "IP:PORT"),
        (["a@b.test", "--resolver", "192.0.2.1:99999"], "99999"),
        (["a@b.test", "--ca-file", "missing.pem"], "missing.pem"),
        (["a@b.test", "--onset", "yesterday"], "after-restore"),
        (["a@b.test", "--recipient", "bob"], "recipient"),
        (["a@b.test", "--timeout", "0"], "--timeout"),
        (["a@b.test", "--timeout", "soon"], "--timeout"),
        (["a@b.test", "--nonsense"], "--nonsense"),
        (["a@b.test", "--replay", "missing.json"], "no such file"),
        (["a@b.test", "--no-network", "--record", "x.json"], "--no-network"),
        (["a@b.test", "--no-network", "--ask-password"], "--password-file"),
        (["--case", "-", "--password-file", "-"], "standard input"),
        (["a@b.test", "--html", "no/such/folder/x.html", "--no-network"], "no/such/folder"),
    ],
)
def test_options_that_cannot_be_used(tmp_path: Path, arguments: list[str], part: str) -> None:
    """Every option says in one line what to change."""
    done = run("diagnose", *arguments, cwd=tmp_path)

    assert done.returncode == 2, (done.stdout, done.stderr)
    assert part in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_empty_password_file(tmp_path: Path) -> None:
    """An empty file is no password."""
    (tmp_path / "empty").write_text("\n")

    assert "no password" in refused(
        "diagnose", "a@b.test", "--password-file", str(tmp_path / "empty")
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["diagnose", "a@b.test", "--password", PASSWORD],
        ["diagnose", "a@b.test", f"--password={PASSWORD}"],
        ["diagnose", "a@b.test", PASSWORD],
        ["settings", "a@b.test", PASSWORD],
    ],
)
def test_a_password_on_the_command_line_is_refused_and_not_repeated(arguments: list[str]) -> None:
    """The line tells the right way and does not echo the secret."""
    line = refused(*arguments)

    assert "--password-file" in line
    assert PASSWORD not in line


def test_a_device_is_never_wrong() -> None:
    """Whatever people write as device is taken."""
    done = run("diagnose", "a@b.test", "--device", "Nokia \x07 3310", "--no-network", "--json")

    assert done.returncode == 3
    assert json.loads(done.stdout)["case"]["device"]["os"] == "Nokia \x07 3310"


def test_no_network_settles_nothing_and_says_so() -> None:
    """Nothing was looked at: unknown, with questions, exit status 3."""
    done = run("diagnose", "a@b.test", "--no-network", "--json", "--quiet")
    document = json.loads(done.stdout)

    assert done.returncode == 3
    assert document["schema"] == "mailmend.report/1"
    assert document["sends"] == "unknown"
    assert not [each for each in document["verdicts"] if each["status"] == "proven"]
    assert done.stderr == ""


def test_a_case_on_standard_input() -> None:
    """``--case -`` reads the case from there, and the address of the command line wins."""
    case = 'address = "a@b.test"\nerror = "x"\nunheard = 1\n'

    done = run("diagnose", "c@d.test", "--case", "-", "--no-network", "--json", stdin=case)

    assert json.loads(done.stdout)["case"]["address"] == "c@d.test"
    assert "not understood and left aside: unheard" in done.stderr


def test_ctrl_c_ends_with_130() -> None:
    """An interrupted command leaves nothing but its status."""
    import signal
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.settimeout(30)
        quiet = ["--resolver", f"127.0.0.1:{silent.getsockname()[1]}", "--quiet"]
        process = subprocess.Popen(
            ["env", "--default-signal=INT", *MAILMEND, "diagnose", "a@b.test", *quiet],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        silent.recvfrom(2048)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=20)

    assert process.returncode == 130
    assert b"Traceback" not in stderr


def test_an_own_failure_is_one_line_and_status_4(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of Mailmend is told in one line; --verbose adds the traceback without secrets."""
    import io

    from mailmend.apps import cli, trouble
    from mailmend.secret import Secret

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"broken with {PASSWORD} \x1b[31m")

    trouble.remember(Secret(PASSWORD))
    monkeypatch.setattr(cli.cli, "main", fail)
    for arguments in (["causes"], ["causes", "--verbose"]):
        stderr = io.StringIO()
        monkeypatch.setattr(sys, "stderr", stderr)

        assert cli.run(arguments) == 4

        shown = stderr.getvalue()
        assert "Mailmend itself failed" in shown
        assert "\x1b" not in shown
        assert PASSWORD not in shown
        assert ("Traceback" in shown) == ("--verbose" in arguments)


def test_help_lists_every_command_and_no_other() -> None:
    """What is listed exists, and each has help of its own."""
    shown = run("--help").stdout

    for name in COMMANDS:
        assert name in shown
        assert run(name, "--help").returncode == 0
    assert "watch" not in shown


def test_commands_import_only_what_they_need() -> None:
    """Help and version load neither the flow nor the libraries behind it."""
    code = (
        "import sys; from mailmend.apps.cli import run; run(['--help']); "
        "heavy = {'rich', 'cryptography', 'dns', 'OpenSSL', 'lxml', 'mailmend.flow'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True
    )

    assert done.stdout.splitlines()[-1] == "[]"


def test_the_catalogue_in_both_forms() -> None:
    """The list has every cause; JSON has id, group, title and where."""
    document = json.loads(run("causes", "--json").stdout)
    ids = [each["id"] for each in document["causes"]]

    assert document["schema"] == "mailmend.causes/1"
    assert "outgoing-username-blank" in ids
    assert len(ids) == len(set(ids)) >= 50
    assert all(set(each) == {"id", "group", "title", "where"} for each in document["causes"])
    assert len(run("causes").stdout.splitlines()) == len(ids)


def test_the_page_of_a_cause_and_a_near_miss() -> None:
    """One cause shows its page; a misspelt id is answered with the nearest."""
    assert "user name" in run("causes", "outgoing-username-blank").stdout
    assert "did you mean outgoing-username-blank?" in refused("causes", "outgoing-username-blnk")


def test_a_mistyped_command_is_told_where_the_right_ones_stand() -> None:
    """One line, status 2."""
    done = run("diagnos", "a@b.test")
    assert done.returncode == 2
    assert "mailmend --help" in done.stderr
    assert "diagnos" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_output_without_room_is_said_to_be_incomplete() -> None:
    """Not reported as a fault of Mailmend; whoever reads the status sees that it is no answer."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mailmend.apps.cli", "causes"],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 4
    assert "the disk cannot be written" in done.stderr
    assert "itself failed" not in done.stderr
    assert done.stderr.count("\n") == 1
