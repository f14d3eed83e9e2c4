"""``diagnose --fix-and-verify`` on a terminal: nothing is written or sent without a yes."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from pathlib import Path

from tests.apps.delivery import delivering
from tests.apps.farm import ALICE, Place
from tests.apps.test_cli import MAILMEND, run

END_S = 60.0


def story(place: Place, answers: dict[str, str]) -> tuple[int, str]:
    """Run on a terminal; each answer is typed when its question appears. Status and screen."""
    here, there = pty.openpty()
    argv = [*MAILMEND, "diagnose", "--case", place.case(), *place.options, "--onset", "sudden"]
    running = subprocess.Popen(
        [*argv, "--fix-and-verify"],
        stdin=there, stdout=there, stderr=there, cwd=place.folder, close_fds=True,
        env={**os.environ, "MAILMEND_STATE_DIR": str(place.folder / "state"), "COLUMNS": "100"},
    )  # fmt: skip
    os.close(there)
    screen, waiting, end = "", dict(answers), time.monotonic() + END_S
    while time.monotonic() < end:
        if select.select([here], [], [], 0.2)[0]:
            try:
                data = os.read(here, 65536)
            except OSError:
                break
            screen += data.decode("utf-8", "replace")
        for question in [key for key in waiting if key in screen]:
            os.write(here, waiting.pop(question).encode() + b"\n")
    status = running.wait(10)
    os.close(here)
    return status, screen


def test_a_yes_sends_and_proves_it(tmp_path: Path) -> None:
    """Diagnosis, a message that arrives, and the cause ruled out, in one go."""
    with delivering(tmp_path) as (place, store):
        status, screen = story(place, {"now, as proof? [y/N]": "y"})
    assert status == 0, screen
    assert f"arrived at {ALICE}" in screen
    assert "outgoing-username-blank is ruled out now" in screen
    assert store.taken == 1


def test_anything_else_sends_nothing(tmp_path: Path) -> None:
    """The exit status is that of the diagnosis."""
    with delivering(tmp_path) as (place, store):
        status, screen = story(place, {"now, as proof? [y/N]": ""})
    assert status == 1, screen
    assert store.taken == 0


def test_no_terminal_no_question_no_message(tmp_path: Path) -> None:
    """In a script it is refused before anything is looked at."""
    done = run("diagnose", ALICE, "--fix-and-verify")
    assert done.returncode == 2
    assert "terminal" in done.stderr


def test_the_profile_file_is_named_after_the_address(tmp_path: Path) -> None:
    """Whatever the address holds, the name stays in this folder."""
    from mailmend.apps.fix_and_verify import _file_name

    assert _file_name("a/../b@c.test") == "./a_.._b@c.test.mobileconfig"
