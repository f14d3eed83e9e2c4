"""A repair that is cut off, fails, or opens something does not stay; nobody's work is lost."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lab import snapshot
from lab.fault import Fault
from lab.plan import RESOLVER_V4, namespace
from lab.practice import Lab
from tests.lab.test_server_fix import Range

pytestmark = pytest.mark.lab
_FIXES = "var/lib/mailmend/fixes"
_WITHIN_S = 10


@pytest.fixture
def broken(lab: Lab, tmp_path: Path) -> Iterator[tuple[Range, Fault]]:
    """A Postfix that relays for nobody, and nothing left of earlier repairs."""
    lab.run_host("hosting", ["rm", "-rf", "/var/lib/mailmend"])
    put = lab.inject("permit_sasl_missing")
    try:
        yield Range(lab, tmp_path), put
    finally:
        lab.heal()


def _until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def _state(range_: Range) -> str:
    found = list((range_.lab.hosts["hosting"].root / _FIXES).glob("2*/state"))
    try:
        return found[0].read_text("ascii").strip() if found else ""
    except FileNotFoundError:
        return ""


def _started(range_: Range, put: Fault) -> subprocess.Popen[bytes]:
    words = range_.fix_words(put, "--yes", "--confirm-within", str(_WITHIN_S))
    enter = ["ip", "netns", "exec", namespace("client-a")]
    return subprocess.Popen(
        [*enter, *words], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.parametrize("state", ["open", "prepared", "applied"])
def test_the_tool_is_killed_and_the_server_goes_back(
    broken: tuple[Range, Fault], state: str
) -> None:
    """kill -9 at each phase: the server's own timer brings every byte back, and it reloads."""
    range_, put = broken
    before = snapshot.take_host(range_.lab, "hosting")
    tool = _started(range_, put)
    passed = {"open": ("open", "prepared", "applying", "applied"),
              "prepared": ("prepared", "applying", "applied"), "applied": ("applied",)}  # fmt: skip
    _until(lambda: _state(range_) in passed[state])
    tool.kill()
    tool.wait()
    _until(lambda: _state(range_) in ("rolled-back", "refused"))
    assert snapshot.difference(before, snapshot.take_host(range_.lab, "hosting")) == []
    assert not range_.sends(put)


def test_after_a_power_cut_the_next_look_finishes_the_way_back(
    broken: tuple[Range, Fault],
) -> None:
    """Tool and timer are gone at the worst moment; ``server check`` brings the bytes back."""
    range_, put = broken
    before = snapshot.take_host(range_.lab, "hosting")
    tool = _started(range_, put)
    _until(lambda: _state(range_) == "applied")
    timer = "kill -s KILL -- -$(cat /var/lib/mailmend/fixes/2*/timer)"
    range_.lab.run_host("hosting", ["sh", "-c", timer])
    tool.kill()
    tool.wait()
    assert snapshot.difference(before, snapshot.take_host(range_.lab, "hosting")) != []
    words = [*range_.fix_words(put)[:2], "check", range_.lab.login("hosting").target]
    done = range_.lab.run_client("client-a", words, timeout=60, stdin="")
    assert "has been taken back" in done.stderr
    assert snapshot.difference(before, snapshot.take_host(range_.lab, "hosting")) == []


def test_the_line_is_cut_and_the_server_goes_back(broken: tuple[Range, Fault]) -> None:
    """The administrator's packets vanish before the confirmation."""
    range_, put = broken
    before = snapshot.take_host(range_.lab, "hosting")
    tool = _started(range_, put)
    _until(lambda: _state(range_) == "applied")
    table = "inet cut"
    rules = f"add table {table}; add chain {table} i {{ type filter hook input priority 0; }}; " \
            f"add rule {table} i tcp dport 22 drop"  # fmt: skip
    range_.lab.run_host("hosting", ["nft", rules])
    try:
        _until(lambda: _state(range_) == "rolled-back")
    finally:
        range_.lab.run_host("hosting", ["nft", f"delete table {table}"])
    assert tool.wait(90) == 3
    assert snapshot.difference(before, snapshot.take_host(range_.lab, "hosting")) == []


def test_what_is_not_proven_is_taken_back(broken: tuple[Range, Fault]) -> None:
    """The password is wrong, so that no submission can be seen to work."""
    range_, put = broken
    before = snapshot.take_host(range_.lab, "hosting")
    words = range_.fix_words(put, "--yes")
    (range_.folder / "password").write_text("not-the-password\n", "utf-8")
    ended = range_.run(put, words)
    assert (ended.exit_status, ended.document["result"]) == (3, "rolled-back")
    assert snapshot.difference(before, snapshot.take_host(range_.lab, "hosting")) == []


def test_without_a_password_it_stays_only_where_that_is_accepted(
    broken: tuple[Range, Fault],
) -> None:
    """The report says what was not seen."""
    range_, put = broken
    words = range_.fix_words(put, "--yes")
    at = words.index("--password-file")
    without = words[:at] + words[at + 2 :]
    refused = range_.run(put, without)
    assert (refused.exit_status, refused.document["result"]) == (3, "rolled-back")
    kept = range_.run(put, [*without, "--accept-unproven"])
    assert (kept.exit_status, kept.document["result"]) == (0, "fixed")
    open_ = [one["what"] for one in kept.document["proof"] if one["result"] == "open"]
    assert open_ == ["A message is accepted for sending"]
    assert range_.sends(put)
    assert range_.undo(put, kept.document["id"]).exit_status == 0


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("mynetworks=0.0.0.0/0 [::]/0", "relays for everybody"),
        ("smtpd_recipient_restrictions=rejekt_unknown", "not proven"),
        ("smtpd_sasl_auth_enable=yes;smtpd_tls_auth_only=no", "in the clear"),
    ],
)
def test_a_repair_that_opens_or_breaks_something_is_taken_back(
    broken: tuple[Range, Fault], line: str, why: str
) -> None:
    """Postfix's own checker is content with each of these."""
    range_, put = broken
    before = snapshot.take_host(range_.lab, "hosting")
    range_.fix_words(put)
    script = Path(__file__).with_name("forged_repair.py")
    words = [
        "env", f"PYTHONPATH={Path.cwd()}", sys.executable, str(script),
        range_.lab.login("hosting").target, str(range_.folder / "case.toml"),
        str(range_.folder / "password"), str(range_.lab.ca_file), RESOLVER_V4, line,
    ]  # fmt: skip
    done = range_.lab.run_client("client-a", words, timeout=120, stdin="")
    assert done.stdout.startswith("rolled-back"), done.stdout + done.stderr[-2000:]
    assert why in done.stdout
    assert snapshot.difference(before, snapshot.take_host(range_.lab, "hosting")) == []


def test_undo_leaves_somebody_elses_edit_alone(broken: tuple[Range, Fault]) -> None:
    """It stops, says what is there, and the file keeps their line."""
    range_, put = broken
    ended = range_.fix(put)
    assert ended.document["result"] == "fixed"
    master = range_.lab.hosts["hosting"].root / "etc/postfix/master.cf"
    theirs = master.read_text("utf-8") + "# a note of the administrator\n"
    master.write_text(theirs, "utf-8")
    undone = range_.undo(put, ended.document["id"])
    assert (undone.exit_status, undone.document["result"]) == (5, "foreign")
    assert master.read_text("utf-8") == theirs


def test_a_dry_run_changes_nothing(broken: tuple[Range, Fault]) -> None:
    """It shows the whole edit, and leaves no directory behind."""
    range_, put = broken
    before = snapshot.take_host(range_.lab, "hosting")
    ended = range_.fix(put, "--dry-run")
    assert ended.exit_status == 0
    assert ended.document["result"] is None
    shown = ended.document["plan"]["files"][0]["diff"]
    assert any(line.startswith("+") and "permit_sasl_authenticated" in line for line in shown)
    assert snapshot.difference(before, snapshot.take_host(range_.lab, "hosting")) == []
    assert not (range_.lab.hosts["hosting"].root / "var/lib/mailmend").exists()


def test_a_server_whose_key_is_not_known_is_not_touched(broken: tuple[Range, Fault]) -> None:
    """Nor is the password of the mailbox sent anywhere."""
    range_, put = broken
    words = range_.fix_words(put, "--yes")
    words[3] = "ssh://root@mail.lab.test"
    done = range_.lab.run_client("client-a", words, timeout=60, stdin="")
    assert done.returncode == 2
    assert "ssh://root@mail.lab.test" in done.stderr
    assert not (range_.lab.hosts["hosting"].root / "var/lib/mailmend").exists()


def test_a_login_that_is_not_root_needs_sudo_without_a_password(
    broken: tuple[Range, Fault],
) -> None:
    """Without it nothing is written; with it the repair is made."""
    range_, put = broken
    lab = range_.lab
    lab.run_host("hosting", ["useradd", "-m", "-s", "/bin/bash", "-p", "*", "ops"])
    rule = lab.hosts["hosting"].root / "etc/sudoers.d/ops"
    try:
        words = range_.fix_words(put, "--yes")
        words[3] = words[3].replace("root@", "ops@")
        done = lab.run_client("client-a", words, timeout=60, stdin="")
        assert (done.returncode, "root is needed" in done.stderr) == (2, True)
        assert not (lab.hosts["hosting"].root / "var/lib/mailmend").exists()
        rule.write_text("ops ALL=(ALL) NOPASSWD: ALL\n", "ascii")
        rule.chmod(0o440)
        ended = range_.run(put, words)
        assert ended.document["result"] == "fixed", ended.document
        assert range_.undo(put, ended.document["id"]).exit_status == 0
    finally:
        rule.unlink(missing_ok=True)
        lab.run_host("hosting", ["userdel", "-r", "ops"])
