"""A hostile server and a real terminal: the command on a pseudo-terminal of 80 columns."""

from __future__ import annotations

import os
import pty
import re
import select
import struct
import subprocess
import sys
import time
import unicodedata
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import pyte

from tests.apps.farm import CANARY, servers
from tests.apps.hostile_farm import hostile

MAILMEND = [sys.executable, "-m", "mailmend.apps.cli"]
OWN = re.compile(r"\x1b\[(?:\d{1,3}(?:;\d{1,3})*)?m|\x1b\[K|\r")
"""What Mailmend itself may send: colours, and the line of progress."""


def on_a_terminal(arguments: list[str], answers: tuple[tuple[str, str], ...] = ()) -> str:
    """What the command writes to an 80-column terminal; ``answers`` are typed after prompts."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 50, 80, 0, 0))
    process = subprocess.Popen(
        [*MAILMEND, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    os.close(theirs)
    try:
        return _talk(ours, process, list(answers))
    finally:
        os.close(ours)
        process.wait(10)


def _talk(ours: int, process: subprocess.Popen[bytes], answers: list[tuple[str, str]]) -> str:
    written, end = b"", time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                chunk = os.read(ours, 65536)
            except OSError:
                break
            if not chunk:
                break
            written += chunk
        elif process.poll() is not None:
            break
        if answers and answers[0][0] in written.decode("utf-8", "replace"):
            os.write(ours, answers.pop(0)[1].encode() + b"\n")
    return written.decode("utf-8", "replace")


def test_escapes_of_a_server_do_not_change_the_terminal(tmp_path: Path) -> None:
    """Title, modes, colours, character set and cursor are as before, and nothing was hidden."""
    with hostile(tmp_path, CANARY) as place:
        written = on_a_terminal(
            ["diagnose", "--case", place.case(), *place.options, "--verbose", "--no-input"]
        )
    screen, fresh = pyte.HistoryScreen(80, 50, history=5000), pyte.Screen(80, 50)
    pyte.Stream(screen).feed(written)

    assert "\\x1b]0;owned" in "".join(written.split())
    assert screen.title == fresh.title
    assert screen.mode == fresh.mode
    assert screen.charset == fresh.charset
    assert screen.cursor.attrs == fresh.cursor.attrs
    assert not screen.cursor.hidden


def test_only_our_own_control_sequences_reach_the_terminal(tmp_path: Path) -> None:
    """Without our colours and progress no control or direction character is left."""
    with hostile(tmp_path, CANARY) as place:
        written = on_a_terminal(
            ["diagnose", "--case", place.case(), *place.options, "--verbose", "--no-input"]
        )
    rest = OWN.sub("", written)

    assert not [c for c in rest if unicodedata.category(c) in {"Cc", "Cf"} and c != "\n"]


def test_progress_is_shown_on_a_terminal_and_gone_at_the_end(tmp_path: Path) -> None:
    """One line that changes, cleared before the report; no line is wider than the screen."""
    with servers(tmp_path) as place:
        case = place.case()
        written = on_a_terminal(["diagnose", "--case", case, *place.options, "--no-input"])
        quiet = on_a_terminal(["diagnose", "--case", case, *place.options, "--no-input", "--quiet"])

    assert "\r\x1b[K" in written
    assert "\r\x1b[K" not in quiet
    report = OWN.sub("", written[written.rindex("\x1b[K") :])
    assert not [line for line in report.split("\n") if len(line) > 80]


def test_questions_on_a_terminal_are_few_and_answers_count(tmp_path: Path) -> None:
    """The password is hidden; what is known is not asked; the answers reach the diagnosis."""
    with servers(tmp_path) as place:
        case = Path(place.case())
        text = case.read_text().replace('username = ""\n', "")
        case.write_text("\n".join(line for line in text.split("\n") if "error" not in line))
        options = place.options[:-2]
        written = on_a_terminal(
            ["diagnose", "--case", str(case), *options],
            (
                ("Password (not shown):", CANARY),
                ("word for word?", "it does not allow relaying"),
                ("What happened before", "2"),
                ("User Name of the outgoing server?", "blank"),
            ),
        )

    plain = " ".join(OWN.sub("", written).split())
    assert CANARY not in written
    assert written.count("> ") <= 5
    assert "does not sign in when it sends" in plain


def test_no_input_and_json_ask_nothing(tmp_path: Path) -> None:
    """A script on a terminal is not stopped by a question."""
    with servers(tmp_path) as place:
        for option in ("--no-input", "--json"):
            written = on_a_terminal(
                ["diagnose", "--case", place.case(), *place.options[:2], option]
            )
            assert "Password" not in written.split("{")[0]
