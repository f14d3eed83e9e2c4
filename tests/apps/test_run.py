"""Diagnoses from the command line against running servers: proof, settings, recordings."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

from tests.apps.farm import ALICE, servers
from tests.apps.test_cli import run


def verdicts(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Cause and status of each verdict."""
    return [(each["cause"], each["status"]) for each in document["verdicts"]]


def test_a_blank_user_name_is_proven_and_the_fix_handed_over(tmp_path: Path) -> None:
    """The JSON follows the contract, the primary cause is first, its evidence is there."""
    with servers(tmp_path) as place:
        done = run("diagnose", "--case", place.case(), *place.options, "--json", "--quiet")
    document = json.loads(done.stdout)

    first = document["verdicts"][0]
    assert done.returncode == 1
    assert done.stderr == ""
    assert document["sends"] == "no"
    assert document["reproduced"] is True
    assert (first["cause"], first["status"]) == ("outgoing-username-blank", "proven")
    assert {
        "kind": "set",
        "field": "outgoing.username",
        "from": "",
        "to": ALICE,
    } in first["changes"]
    assert set(first["because"]) <= {fact["id"] for fact in document["facts"]}
    assert document["working_settings"]["outgoing"]["username"] == ALICE
    assert {"ios-steps", "customer-reply"} <= {each["id"] for each in document["remedies"]}


def test_right_settings_send(tmp_path: Path) -> None:
    """Nothing is proven, nothing is to be done, exit status 0."""
    with servers(tmp_path) as place:
        case = place.case(username=ALICE, password_set=True)
        done = run("diagnose", "--case", case, *place.options, "--json")
    document = json.loads(done.stdout)

    assert done.returncode == 0
    assert document["sends"] == "yes"
    assert document["remedies"] == []
    assert not [status for _, status in verdicts(document) if status in {"proven", "likely"}]


def test_a_recording_gives_the_same_verdicts_without_servers(tmp_path: Path) -> None:
    """The recording is private to the user, and needs neither network nor password."""
    recording = tmp_path / "record.json"
    with servers(tmp_path) as place:
        case = place.case()
        options = (*place.options, "--record", str(recording))
        live = run("diagnose", "--case", case, *options, "--json")

    replayed = run("diagnose", "--case", case, "--replay", str(recording), "--json")

    assert stat.S_IMODE(recording.stat().st_mode) == 0o600
    assert replayed.returncode == live.returncode == 1
    assert verdicts(json.loads(replayed.stdout)) == verdicts(json.loads(live.stdout))


def test_settings_tries_the_login_everywhere(tmp_path: Path) -> None:
    """Both submission ports and the mailbox are seen to work, found from the address alone."""
    with servers(tmp_path) as place:
        done = run("settings", ALICE, *place.options, "--json")
    document = json.loads(done.stdout)

    assert done.returncode == 0
    assert document["schema"] == "mailmend.settings/1"
    assert {(row["security"], row["status"]) for row in document["outgoing"]} == {
        ("tls", "works"),
        ("starttls", "works"),
    }
    assert [row["status"] for row in document["incoming"]] == ["works"]


def test_settings_without_a_password_claims_nothing(tmp_path: Path) -> None:
    """What was not tried is called untried, and the exit status is 3."""
    with servers(tmp_path) as place:
        done = run("settings", ALICE, *place.options[:4], "--json")
    document = json.loads(done.stdout)

    assert done.returncode == 3
    assert {row["status"] for row in document["outgoing"]} == {"untried"}


def test_the_page_is_written_for_this_user_only(tmp_path: Path) -> None:
    """The page holds the same answer, and its file is private."""
    page = tmp_path / "report.html"
    with servers(tmp_path) as place:
        run("diagnose", "--case", place.case(), *place.options, "--html", str(page))

    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert "cannot send" in page.read_text(encoding="utf-8")
