"""Folders of iOS backups: plain, encrypted, of old systems, damaged and hostile."""

from __future__ import annotations

import contextlib
import os
import plistlib
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailmend.case import InputError
from mailmend.io.backup import read_backup
from mailmend.readers.ios_backup import Backup
from mailmend.secret import Secret
from tests.io.ios_backup import (
    ACCOUNTS,
    ACCOUNTS_COPY,
    LEGACY,
    PASSWORD,
    RESTORED,
    accounts_database,
    database,
    file_id,
    keybag,
    mailbox,
    server,
    write_backup,
    write_encrypted,
)

ALICE = "alice@customer.test"
HOST = "mail.hosting.test"
GOOD = accounts_database(mailbox(ALICE, f"{HOST}:{ALICE}"), server(HOST, ALICE))


def never() -> Secret:
    """A plain backup asks for no password."""
    raise AssertionError("a password was asked for")


def opened(folder: Path, password: str = PASSWORD) -> Backup:
    """The backup in the folder, with the password at hand."""
    return read_backup(str(folder), lambda: Secret(password))


def refusal(folder: Path, password: str = PASSWORD) -> str:
    """The one line that says why the backup was not read."""
    with pytest.raises(InputError) as caught:
        opened(folder, password)
    said = str(caught.value)
    assert said.isprintable()
    assert password not in said
    return said


def survived(folder: Path) -> None:
    """The backup is read, or refused in one line."""
    with contextlib.suppress(InputError):
        opened(folder)


def hosts(backup: Backup) -> list[object]:
    """The host names of the outgoing servers."""
    return [row.properties.get("Hostname") for row in backup.tree.servers()]


def test_a_plain_backup_tells_device_version_date_and_accounts(tmp_path: Path) -> None:
    """Without any password."""
    backup = read_backup(str(write_backup(tmp_path / "b", {ACCOUNTS: GOOD})), never)
    assert (backup.device, backup.os, backup.version) == ("iPhone 11", "iOS", "17.4")
    assert backup.made_at == datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
    assert (backup.encrypted, backup.unread) == (False, ())
    assert hosts(backup) == [HOST]


@pytest.mark.parametrize(("version", "system"), [("12.4", "iOS"), ("16.1", "iPadOS")])
def test_a_tablet_runs_ipados_since_version_13(tmp_path: Path, version: str, system: str) -> None:
    """Before that, iOS."""
    info = {"Product Type": "iPad8,1", "Product Version": version}
    assert opened(write_backup(tmp_path, {ACCOUNTS: GOOD}, info=info)).os == system


def test_a_restore_that_the_device_remembers_is_told(tmp_path: Path) -> None:
    """Its date, and whether it came from iCloud."""
    when = datetime(2026, 4, 2, 9, 30)  # noqa: DTZ001
    told = plistlib.dumps({"RestoreInfo": {"RestoreDate": when, "WasCloudRestore": True}})
    backup = opened(write_backup(tmp_path, {ACCOUNTS: GOOD, RESTORED: told}))
    assert backup.restored_at == when.replace(tzinfo=UTC)
    assert backup.restored_from_cloud is True


def test_the_folder_of_a_single_backup_is_enough(tmp_path: Path) -> None:
    """As people give it: the folder that holds the backup's folder."""
    write_backup(tmp_path / "Backup" / "0123", {ACCOUNTS: GOOD})
    assert hosts(opened(tmp_path / "Backup")) == [HOST]


def test_several_backups_are_named(tmp_path: Path) -> None:
    """The person chooses."""
    for name in ("one", "two"):
        write_backup(tmp_path / name, {ACCOUNTS: GOOD})
    assert "one, two" in refusal(tmp_path)


def test_a_flat_folder_is_read(tmp_path: Path) -> None:
    """Systems before iOS 10 put all files side by side."""
    folder = write_backup(tmp_path, {})
    (folder / file_id(ACCOUNTS)).write_bytes(GOOD)
    assert hosts(opened(folder)) == [HOST]


def test_the_copy_stands_in_for_a_damaged_database(tmp_path: Path) -> None:
    """And the damage is named."""
    files = {ACCOUNTS: GOOD[:5000] + b"\xff" * 9000, ACCOUNTS_COPY: GOOD}
    backup = opened(write_backup(tmp_path, files))
    assert hosts(backup) == [HOST]
    assert any("Accounts3.sqlite" in one for one in backup.unread)


def test_changes_in_a_write_ahead_log_are_named_as_unread(tmp_path: Path) -> None:
    """The database alone may be older than the log."""
    backup = opened(write_backup(tmp_path, {ACCOUNTS: GOOD, f"{ACCOUNTS}-wal": b"x" * 40}))
    assert any("-wal" in one for one in backup.unread)


def test_a_database_in_wal_mode_is_read(tmp_path: Path) -> None:
    """Its header says so; the bytes are complete all the same."""
    marked = GOOD[:18] + b"\x02\x02" + GOOD[20:]
    assert hosts(opened(write_backup(tmp_path, {ACCOUNTS: marked}))) == [HOST]


def test_the_list_of_an_old_system_is_read(tmp_path: Path) -> None:
    """Before iOS 7 the accounts stood in a property list."""
    accounts = [
        {"Class": "IMAPAccount", "Username": ALICE, "SMTPIdentifier": f"{HOST}:{ALICE}"},
        {"Class": "SMTPAccount", "Hostname": HOST, "Username": ALICE},
        {"Class": "ASAccount", "Host": "m.example.test"},
    ]
    backup = opened(write_backup(tmp_path, {LEGACY: plistlib.dumps({"Accounts": accounts})}))
    row = backup.tree.mailboxes()[0]
    assert backup.tree.linked(row) is not None
    assert len(backup.tree.rows) == 2


def test_an_encrypted_backup_is_read_with_its_password(tmp_path: Path) -> None:
    """Key bag, manifest, file: each opened by the one before."""
    backup = opened(write_encrypted(tmp_path, {ACCOUNTS: GOOD}))
    assert (backup.encrypted, hosts(backup)) == (True, [HOST])


def test_a_wrong_password_is_named_and_never_shown(tmp_path: Path) -> None:
    """One line."""
    folder = write_encrypted(tmp_path, {ACCOUNTS: GOOD})
    assert "password does not open" in refusal(folder, "wrong-canary")


def test_nothing_is_written_for_an_encrypted_backup(tmp_path: Path) -> None:
    """What is decrypted stays in memory."""
    folder = write_encrypted(tmp_path / "b", {ACCOUNTS: GOOD})
    before = sorted(path for path in tmp_path.rglob("*"))
    opened(folder)
    assert sorted(path for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize("rounds", [2**31, 2**32 - 1])
def test_an_absurd_number_of_rounds_is_refused_at_once(tmp_path: Path, rounds: int) -> None:
    """A hostile bag would keep the machine busy for hours."""
    start = time.process_time()
    folder = write_encrypted(tmp_path, {ACCOUNTS: GOOD}, bag=keybag(rounds=rounds))
    assert "absurd amount of work" in refusal(folder)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "bag", [b"x", b"SALT\xff\xff\xff\xffzz", keybag()[:-5], keybag()[:120], b"\0" * 70000]
)
def test_a_damaged_key_bag_is_refused(tmp_path: Path, bag: bytes) -> None:
    """Cut off, too long, without keys."""
    assert "damaged or manipulated" in refusal(write_encrypted(tmp_path, {}, bag=bag))


HOSTILE = {
    "a view": "CREATE VIEW Files AS SELECT 'a' AS fileID, 'b' AS file",
    "a recursive view": (
        "CREATE VIEW Files AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) "
        "SELECT n AS fileID, n AS file FROM c"
    ),
    "a virtual table": "CREATE VIRTUAL TABLE Files USING fts5(fileID, file)",
    "a computed column": (
        "CREATE TABLE Files (fileID TEXT, file GENERATED ALWAYS AS (zeroblob(900000)))"
    ),
    "other columns": "CREATE TABLE Files (a, b)",
    "no table": "CREATE TABLE Other (a)",
}


@pytest.mark.parametrize("script", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_manifest_is_refused(tmp_path: Path, script: str) -> None:
    """Whoever knows the password can have made the database."""
    folder = write_encrypted(tmp_path, {ACCOUNTS: GOOD}, manifest_db=database(script))
    start = time.process_time()
    said = refusal(folder)
    assert "damaged or manipulated" in said or "not an iOS backup" in said
    assert time.process_time() - start < 4


ACCOUNT_TABLES = (
    "CREATE TABLE ZACCOUNTTYPE (Z_PK, ZIDENTIFIER, ZCREDENTIALTYPE);"
    "CREATE TABLE ZACCOUNTPROPERTY (ZOWNER, ZKEY, ZVALUE);"
)


RECURSION = (
    "CREATE VIEW ZACCOUNT AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) "
    "SELECT n AS Z_PK, n AS ZACCOUNTTYPE FROM c"
)


@pytest.mark.parametrize(
    "script",
    [
        RECURSION,
        "CREATE VIRTUAL TABLE ZACCOUNT USING fts5(Z_PK, ZACCOUNTTYPE)",
        "CREATE TABLE ZACCOUNT (Z_PK, ZUSERNAME AS (hex(zeroblob(400000))))",
    ],
    ids=["recursion", "virtual", "computed"],
)
def test_a_hostile_accounts_database_is_refused(tmp_path: Path, script: str) -> None:
    """Nothing in it is run."""
    start = time.process_time()
    said = refusal(write_backup(tmp_path, {ACCOUNTS: database(ACCOUNT_TABLES + script)}))
    assert "damaged or manipulated" in said
    assert time.process_time() - start < 4


def test_every_cut_of_a_database_is_survived(tmp_path: Path) -> None:
    """One line or the accounts, never anything else."""
    for number, size in enumerate(range(0, len(GOOD), 1537)):
        folder = write_backup(tmp_path / str(number), {ACCOUNTS: GOOD[:size]})
        survived(folder)


def test_a_broken_page_anywhere_is_survived(tmp_path: Path) -> None:
    """Noise in each page in turn."""
    for number, at in enumerate(range(100, len(GOOD), 4096)):
        noise = GOOD[:at] + bytes(range(256)) * 4 + GOOD[at + 1024 :]
        folder = write_backup(tmp_path / str(number), {ACCOUNTS: noise})
        survived(folder)


def test_a_pipe_in_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe would never answer."""
    folder = write_backup(tmp_path, {})
    name = file_id(ACCOUNTS)
    (folder / name[:2]).mkdir()
    os.mkfifo(folder / name[:2] / name)
    assert "not an iOS backup" in refusal(folder)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """Neither of the file nor of the folder above it."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / file_id(ACCOUNTS)).write_bytes(GOOD)
    folder = write_backup(tmp_path / "b", {})
    (folder / file_id(ACCOUNTS)[:2]).symlink_to(outside)
    assert "not an iOS backup" in refusal(folder)


def test_a_folder_that_is_no_backup_is_named(tmp_path: Path) -> None:
    """One line."""
    assert "no Manifest.plist" in refusal(tmp_path)


def test_a_manifest_that_is_no_list_is_named(tmp_path: Path) -> None:
    """One line."""
    (tmp_path / "Manifest.plist").write_bytes(b"bplist00" + b"\xff" * 100)
    assert "damaged or manipulated" in refusal(tmp_path)


def test_a_broken_info_list_leaves_the_rest(tmp_path: Path) -> None:
    """The accounts are there all the same, and the loss is named."""
    folder = write_backup(tmp_path, {ACCOUNTS: GOOD})
    (folder / "Info.plist").write_bytes(b"nonsense")
    backup = opened(folder)
    assert hosts(backup) == [HOST]
    assert any(one.startswith("Info.plist") for one in backup.unread)
