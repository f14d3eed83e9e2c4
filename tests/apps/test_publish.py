"""``mailmend publish``: only what a login proved is published; a running server is not needed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.apps.farm import ALICE, CANARY, servers
from tests.apps.test_cli import run


def database(folder: Path) -> tuple[str, str]:
    """The options that name a database of this test."""
    return ("--database", f"sqlite:///{folder / 'web.db'}")


def test_what_a_login_proved_is_published_and_taken_back(tmp_path: Path) -> None:
    """The list shows the servers, the day and the mailbox; the password is nowhere."""
    with servers(tmp_path) as place:
        done = run("publish", ALICE, *place.options, *database(tmp_path), "--organization", "Hosts")
    assert done.returncode == 0, done.stderr
    listed = json.loads(run("publish", "--list", "--json", *database(tmp_path)).stdout)
    (row,) = listed["domains"]
    assert row["domain"] == ALICE.rpartition("@")[2]
    assert row["organization"] == "Hosts"
    assert {row["outgoing"]["username"], row["incoming"]["username"]} == {"%EMAILADDRESS%"}
    assert row["verified_with"] == ALICE
    assert any("_submission" in record and "SRV" in record for record in row["dns"])
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("web.db*"))
    assert row["domain"].encode() in kept
    assert CANARY.encode() not in kept
    assert run("publish", "--remove", row["domain"], *database(tmp_path)).returncode == 0
    again = run("publish", "--remove", row["domain"], *database(tmp_path))
    assert again.returncode == 2
    assert "nothing is published" in again.stderr


def test_without_proof_nothing_is_published(tmp_path: Path) -> None:
    """Without the password no login is seen to work: exit status 3 and no domain."""
    with servers(tmp_path) as place:
        done = run("publish", ALICE, *place.options[:-2], "--no-input", *database(tmp_path))
    assert done.returncode == 3
    assert "nothing is published: no way to send was seen to work" in done.stderr
    listed = run("publish", "--list", *database(tmp_path))
    assert "Nothing is published" in listed.stdout


def test_a_database_that_cannot_be_used_is_bad_usage() -> None:
    """One clear line."""
    done = run("publish", "--list", "--database", "mysql://x/y")
    assert done.returncode == 2
    assert "sqlite" in done.stderr
