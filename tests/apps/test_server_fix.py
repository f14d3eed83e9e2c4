"""``mailmend server fix`` and ``undo`` from the command line, without a server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mailmend.apps.cli import run
from mailmend.apps.render.mending_page import MAX_DIFF, diff, document, outcome_page
from mailmend.apps.server_mend import Proposal
from mailmend.apps.server_undo import repairs_of
from mailmend.discover import causes
from mailmend.mending.agent import Said
from mailmend.mending.plan import Advice, Edit
from mailmend.mending.proof import Point
from mailmend.mending.story import Outcome
from mailmend.report import Judgement
from mailmend.verdict import RuledOut
from tests.apps.test_server import stand_in
from tests.mending.transaction import ID

TARGET = "ssh://root@mail.example.org"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["fix", TARGET, "--address", "a@example.org"], "--yes"),
        (["fix", TARGET, "--address", "a@example.org", "--json"], "--yes"),
        (["fix", TARGET, "--yes"], "address is missing"),
        (["fix", TARGET, "--address", "a@example.org", "--yes", "--cause", "gremlins"], "causes"),
        (["fix", TARGET, "--address", "a@example.org", "--yes", "--confirm-within", "2"], "10"),
        (["fix", "mail.example.org", "--address", "a@example.org", "--yes"], "ssh://"),
        (["fix", TARGET, "--address", "a@example.org", "--yes", "--send"], "--password-file"),
        (["undo", TARGET], "--yes"),
        (["undo", TARGET, "other", "--yes"], "at most one server"),
        (["undo", "ftp://x", "--yes"], "ssh://"),
    ],
)
def test_input_that_cannot_be_used_is_one_line(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names what to change, and no server is dialled."""
    assert run(["server", *words]) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert shown.count("\n") == 1


@pytest.mark.parametrize(
    "login",
    [
        ("exit 127", "no ordinary shell"),
        ("echo 'Permission denied' >&2; exit 255", "Permission denied"),
        ("printf '1000\\nmailmend-ready\\n'", "root is needed"),
        ("printf '0\\nlacks flock\\nmailmend-ready\\n'", "lacks flock"),
        ("head -c 9000000 /dev/zero", "no ordinary shell"),
        ("printf '\\033[2J\\033]0;x\\007' >&2; exit 1", "no ordinary shell"),
    ],
)
@pytest.mark.parametrize("verb", ["fix", "undo"])
def test_a_login_that_cannot_mend_is_told_before_anything_is_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    login: tuple[str, str],
    verb: str,
) -> None:
    """No shell, no way in, no root, no tools, endless output, escape sequences."""
    body, said = login
    log = tmp_path / "log"
    stand_in(tmp_path, f'echo "$*" >>{log}\n{body}', monkeypatch)
    address = ["--address", "a@example.org"] if verb == "fix" else []
    assert run(["server", verb, TARGET, *address, "--yes"]) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert "\x1b" not in shown
    assert "mkdir" not in log.read_text()


def test_what_the_server_lists_is_taken_as_data() -> None:
    """Lines that are no repair are left out; the oldest stands first."""
    row = {"id": ID, "state": "confirmed", "at": "x", "by": "\x1b[2J", "what": "w", "files": []}
    later = {**row, "id": "20270102T030405-00c0de"}
    output = "\n".join(
        [
            "rubbish",
            "[]",
            "{}",
            json.dumps(later),
            json.dumps(row),
            json.dumps({**row, "id": "../x"}),
        ]
    )
    assert [one.id for one in repairs_of(Said("ok", "", output))] == [ID, later["id"]]


def test_a_diff_is_bounded_and_shows_what_changes() -> None:
    """Bytes that are no text do not break it."""
    edit = Edit("/etc/x", b"a\n\xff\nb\n", b"a\n\xff\nc\n")
    assert diff(edit)[-3:] == ("-b", "+c", " ")
    long = Edit("/etc/x", b"", b"line\n" * 5000)
    assert len(diff(long)) == MAX_DIFF + 1


def test_the_document_says_how_it_ended() -> None:
    """Result, proof and what is left to a person; nothing where nothing was done."""
    outcome = Outcome("fixed", ID, proof=(Point("x", "open", "y", needed=False),))
    left = Proposal(left=((Judgement(causes()[0], RuledOut(())), Advice("too risky")),))
    made = document("local", left, outcome)
    assert (made["result"], made["id"], made["causes"]) == ("fixed", ID, [])
    assert made["not_mended"] == [{"cause": causes()[0].id, "why": "too risky"}]
    assert made["proof"] == [{"what": "x", "result": "open", "detail": "y", "needed": False}]
    nothing = document("local", Proposal(), None)
    assert (nothing["result"], nothing["plan"], nothing["not_mended"]) == (None, None, [])


@pytest.mark.parametrize("state", ["fixed", "refused", "rolled-back", "stuck", "cut-off"])
def test_every_end_has_its_words(state: str) -> None:
    """And how to take a repair back, where one was made."""
    blocks = [*outcome_page(Outcome(state, ID, foreign="/etc/x" if state == "stuck" else ""))]  # type: ignore[arg-type]
    shown = " ".join(str(block) for block in blocks)
    assert ("server undo" in shown) is (state == "fixed")
    assert ("/etc/x" in shown) is (state == "stuck")
