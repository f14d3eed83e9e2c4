"""A backup's folder as ``--settings``, with and without its password."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mailmend.apps.demo_servers.farm import HOST as FARM
from mailmend.apps.intake import take_in
from mailmend.apps.options import Request
from mailmend.case import InputError
from mailmend.facts import Reported
from tests.apps.farm import ALICE as OWNER
from tests.apps.farm import BOB, servers
from tests.apps.test_cli import run
from tests.io.ios_backup import (
    ACCOUNTS,
    PASSWORD,
    accounts_database,
    mailbox,
    server,
    write_backup,
    write_encrypted,
)

ALICE = "alice@customer.test"
HOST = "mail.hosting.test"
BLANK = accounts_database(mailbox(ALICE, HOST), server(HOST, None))


def test_a_folder_gives_settings_and_facts(tmp_path: Path) -> None:
    """The blank user name among them."""
    folder = write_backup(tmp_path / "b", {ACCOUNTS: BLANK})
    intake = take_in(Request(address=ALICE, settings_file=str(folder)))
    assert intake.case.outgoing.username == ""
    fields = {fact.field for fact in intake.facts if isinstance(fact, Reported)}
    assert fields >= {"backup.encrypted", "outgoing.username"}


def test_what_the_person_says_of_the_device_wins_over_the_older_backup(tmp_path: Path) -> None:
    """The device is as it is today."""
    folder = write_backup(tmp_path / "b", {ACCOUNTS: BLANK})
    case = tmp_path / "case.toml"
    case.write_text(f'address = "{ALICE}"\n[outgoing]\nport = 2525\n', "utf-8")
    found = take_in(Request(case_file=str(case), settings_file=str(folder))).case
    assert (found.outgoing.port, found.outgoing.username) == (2525, "")


def test_a_password_file_opens_an_encrypted_backup(tmp_path: Path) -> None:
    """Its first line is the password."""
    folder = write_encrypted(tmp_path / "b", {ACCOUNTS: BLANK})
    secret = tmp_path / "password"
    secret.write_text(f"{PASSWORD}\n", "utf-8")
    intake = take_in(
        Request(address=ALICE, settings_file=str(folder), backup_password_file=str(secret))
    )
    assert intake.case.outgoing.username == ""
    assert PASSWORD not in json.dumps([str(fact) for fact in intake.facts])
    assert intake.secret is None


def test_an_encrypted_backup_without_its_password_says_what_to_do(tmp_path: Path) -> None:
    """One line that names the option."""
    folder = write_encrypted(tmp_path / "b", {ACCOUNTS: BLANK})
    with pytest.raises(InputError, match="--backup-password-file"):
        take_in(Request(address=ALICE, settings_file=str(folder), no_input=True))


def test_what_could_not_be_read_is_a_remark(tmp_path: Path) -> None:
    """Changes in a write-ahead log may be newer than what was read."""
    folder = write_backup(tmp_path / "b", {ACCOUNTS: BLANK, f"{ACCOUNTS}-wal": b"x" * 40})
    notes = take_in(Request(address=ALICE, settings_file=str(folder))).notes
    assert any("-wal" in note for note in notes)


def test_a_folder_that_is_no_backup_says_so(tmp_path: Path) -> None:
    """One line."""
    with pytest.raises(InputError, match="not an iOS backup"):
        take_in(Request(address=ALICE, settings_file=str(tmp_path)))


def test_only_one_option_reads_standard_input() -> None:
    """Two passwords cannot come through one pipe."""
    with pytest.raises(InputError, match="standard input"):
        take_in(Request(address=ALICE, password_file="-", backup_password_file="-"))


def test_a_blank_user_name_in_a_backup_is_proven_against_real_servers(tmp_path: Path) -> None:
    """The backup is named as the source of the setting; the fix is handed over."""
    with servers(tmp_path) as place:
        port = place.farm.ports[FARM, 587]
        rows = (mailbox(OWNER, FARM), server(FARM, None, PortNumber=port, SSLIsDirect=False))
        folder = write_backup(tmp_path / "b", {ACCOUNTS: accounts_database(*rows)})
        done = run(
            *("diagnose", OWNER, "--settings", str(folder), "--recipient", BOB),
            *(*place.options, "--json", "--quiet"),
        )
    document = json.loads(done.stdout)

    first = document["verdicts"][0]
    assert (first["cause"], first["status"]) == ("outgoing-username-blank", "proven")
    shown = [fact for fact in document["facts"] if fact["id"] in first["because"]]
    assert "ios-backup: Accounts3.sqlite" in {fact["source"] for fact in shown}
    assert document["working_settings"]["outgoing"]["username"] == OWNER
