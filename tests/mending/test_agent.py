"""The transaction on the server: applied whole, taken back whole, and never over others' work."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mailmend.io.local_shell import LocalShell
from mailmend.mending.agent import Agent, NoHand
from mailmend.mending.unpack import Who, undo_members
from tests.mending.transaction import ID, NEW, OLD, WHO, Small, attributes


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """A server that nobody has mended yet."""
    return Small.at(tmp_path)


def _applied(small: Small, seconds: int = 30) -> None:
    assert small.begin(seconds=seconds).ok
    assert small.do("apply").ok


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def _alive(process: str) -> bool:
    try:
        return bool(Path(f"/proc/{process}/cmdline").read_bytes())
    except FileNotFoundError:
        return False


def test_a_confirmed_repair_stays(small: Small) -> None:
    """Prepare, apply, check, reload, confirm; the timer is gone and nothing lies about."""
    _applied(small)
    assert small.holds == "new"
    assert small.do("check").ok
    assert small.do("reload").text == "the same process serves on"
    assert small.do("confirm").ok
    assert (small.holds, small.state, small.strays) == ("new", "confirmed", [])
    timer = (small.base / "fixes" / ID / "timer").read_text().strip()
    _until(lambda: not _alive(timer))


def test_preparing_touches_nothing(small: Small) -> None:
    """The new bytes lie beside the files, which are as they were."""
    before = attributes(small.etc("a.cf"))
    assert small.begin().ok
    assert small.holds == "old"
    assert attributes(small.etc("a.cf"))[:4] == before[:4]


def test_owner_mode_and_attributes_are_kept(small: Small) -> None:
    """By the new file, and by the old one when it is back, its time too."""
    subprocess.run(["setfattr", "-n", "user.note", "-v", "mine", small.etc("a.cf")], check=False)
    before = attributes(small.etc("a.cf"))
    _applied(small)
    after = attributes(small.etc("a.cf"))
    assert (*after[:3], after[4]) == (*before[:3], before[4])
    assert small.do("rollback").ok
    assert attributes(small.etc("a.cf")) == before
    assert small.holds == "old"


def test_a_rollback_reloads_the_server(small: Small) -> None:
    """It reads the files that are back."""
    _applied(small)
    small.do("reload")
    small.do("rollback")
    assert (small.root / "reloads").read_text() == "x\nx\n"
    assert small.state == "rolled-back"
    assert small.do("rollback").text == "rolled back already"


def test_nobody_confirms_and_the_server_goes_back_by_itself(small: Small) -> None:
    """The timer is the server's own."""
    _applied(small, seconds=1)
    _until(lambda: small.state == "rolled-back")
    assert (small.holds, small.state, small.strays) == ("old", "rolled-back", [])
    assert small.do("confirm").word == "late"
    assert "expired" in (small.base / "audit.jsonl").read_text()


def test_the_trail_says_who_did_what_when(small: Small) -> None:
    """One JSON object a line, whatever is in the names."""
    _applied(small)
    small.do("confirm")
    line = json.loads((small.base / "audit.jsonl").read_text())
    assert line["by"] == "anna@desk"
    assert (line["event"], line["id"], line["login"]) == ("confirmed", ID, "root")
    assert line["files"] == [str(small.etc(name)) for name in OLD]
    assert line["commands"] == ["switch on"]
    listed = json.loads(asyncio.run(small.agent.list()).output.strip())
    assert (listed["id"], listed["state"]) == (ID, "confirmed")


def _symlink(small: Small) -> None:
    small.etc("a.cf").rename(small.root / "real")
    small.etc("a.cf").symlink_to(small.root / "real")


def _hard_link(small: Small) -> None:
    os.link(small.etc("a.cf"), small.root / "second-name")


def _edited(small: Small) -> None:
    small.etc("b.cf").write_bytes(b"two = 3")


def _gone(small: Small) -> None:
    small.etc("b.cf").unlink()


def _switched(small: Small) -> None:
    (small.root / "switch").touch()


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (_symlink, "symbolic link"),
        (_hard_link, "further names"),
        (_edited, "has changed"),
        (_gone, "not a file"),
        (_switched, "has changed"),
    ],
)
def test_what_cannot_be_replaced_is_refused_before_anything_is_touched(
    small: Small, spoil: object, why: str
) -> None:
    """And nothing of ours stays beside the files, nor a timer."""
    assert callable(spoil)
    spoil(small)
    there = {one.name: one.read_bytes() for one in (small.root / "etc").iterdir()}
    said = small.begin()
    assert said.word == "refused"
    assert why in said.text
    assert {one.name: one.read_bytes() for one in (small.root / "etc").iterdir()} == there
    assert small.state == "refused"
    assert small.do("apply").word == "late"


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


@needs_root
def test_an_immutable_file_is_refused(small: Small) -> None:
    """It could not be renamed."""
    made = subprocess.run(["chattr", "+i", small.etc("b.cf")], check=False)
    if made.returncode:
        pytest.skip("this file system has no such attribute")
    try:
        said = small.begin()
    finally:
        subprocess.run(["chattr", "-i", small.etc("b.cf")], check=True)
    assert said.word == "refused"
    assert (small.holds, small.strays) == ("old", [])


def _within(small: Small, *mount: str) -> str:
    """What preparing says in a mount namespace of its own after that command."""
    small.lay_down()
    agent = small.base / "fixes" / ID / "agent"
    script = f"{' '.join(mount)} && sh {agent} prepare {ID} 5"
    environment = {"PATH": small.path, "MAILMEND_STATE": str(small.base),
                   "MAILMEND_COPIES": f"{small.root}/copies"}  # fmt: skip
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script],
        env=environment, capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    if "mailmend-agent" not in done.stdout:
        pytest.skip(f"no mount namespace here: {done.stderr[:100]}")
    return done.stdout.splitlines()[-1]


@needs_root
@pytest.mark.parametrize(
    ("mount", "why"),
    [
        ("mount --bind {etc} {etc} && mount -o remount,bind,ro {etc}", "read-only"),
        ("mount --bind {etc}/b.cf {etc}/b.cf", "mount of its own"),
        ("mount -t tmpfs -o size=4k none {root}/copies", "no room for the backup"),
    ],
)
def test_a_file_system_in_the_way_is_refused(small: Small, mount: str, why: str) -> None:
    """Read-only, a bind mount, no room for the second copy."""
    (small.root / "copies").mkdir()
    said = _within(small, mount.format(etc=small.root / "etc", root=small.root))
    assert said.startswith("mailmend-agent refused")
    assert why in said
    assert small.holds == "old"


@needs_root
def test_a_full_disk_is_refused(small: Small) -> None:
    """There is no room for the new bytes beside the file."""
    etc = small.root / "etc"
    mount = f"cp -a {etc} {small.root}/kept && mount -t tmpfs -o size=8k none {etc} && " \
            f"cp -a {small.root}/kept/. {etc}/"  # fmt: skip
    said = _within(small, mount)
    assert said.startswith("mailmend-agent refused")


def test_an_edit_between_preparing_and_applying_is_not_overwritten(small: Small) -> None:
    """Nothing at all is applied then."""
    small.begin()
    small.etc("b.cf").write_bytes(b"theirs")
    assert small.do("apply").word == "refused"
    assert small.file("b.cf") == b"theirs"
    assert small.file("a.cf") == OLD["a.cf"]
    assert small.strays == []


def test_an_edit_after_applying_is_not_overwritten_by_a_rollback(small: Small) -> None:
    """It stops and names the file."""
    _applied(small)
    small.etc("b.cf").write_bytes(b"theirs")
    said = small.do("rollback")
    assert (said.word, said.text) == ("foreign", str(small.etc("b.cf")))
    assert small.file("b.cf") == b"theirs"
    assert small.file("a.cf") == NEW["a.cf"]
    assert small.state == "stuck"


def test_a_file_that_is_gone_is_not_put_back(small: Small) -> None:
    """Somebody else has removed it."""
    _applied(small)
    small.etc("b.cf").unlink()
    assert small.do("rollback").word == "foreign"
    assert not small.etc("b.cf").exists()


def test_undo_brings_an_earlier_repair_back(small: Small) -> None:
    """Bytes, time and all; once."""
    before = attributes(small.etc("a.cf"))
    _applied(small)
    small.do("confirm")
    assert small.do("undo", undo_members(Who('ben"}@other', "ops", "1"))).ok
    assert (small.holds, small.state) == ("old", "undone")
    last = json.loads((small.base / "audit.jsonl").read_text().splitlines()[-1])
    assert (last["event"], last["by"]) == ("undone", "anna@desk")
    assert (last["undone_by"], last["undone_login"]) == ('ben"}@other', "ops")
    assert attributes(small.etc("a.cf")) == before
    assert small.do("undo").word == "late"


def test_undo_leaves_a_later_edit_alone(small: Small) -> None:
    """And can be asked again once that edit is gone."""
    _applied(small)
    small.do("confirm")
    small.etc("b.cf").write_bytes(b"theirs")
    assert small.do("undo").word == "foreign"
    assert small.file("b.cf") == b"theirs"
    assert small.state == "confirmed"
    small.etc("b.cf").write_bytes(NEW["b.cf"])
    assert small.do("undo").ok


def test_two_repairs_are_not_made_at_once(small: Small) -> None:
    """The second is turned away and leaves nothing behind."""
    small.begin()
    other = "20260102T030405-0ddba1"
    asyncio.run(small.agent.lay_down(other, small.plan(), WHO))
    said = asyncio.run(small.agent.prepare(other, 5))
    assert (said.word, ID in said.text) == ("busy", True)
    assert not (small.base / "fixes" / other).exists()
    assert small.do("apply").ok


def test_no_repair_while_packages_are_installed(small: Small) -> None:
    """The package manager holds its lock."""
    with (small.root / "package-lock").open("w") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        said = small.begin()
    assert (said.word, "packages" in said.text) == ("busy", True)
    assert small.holds == "old"


def test_a_damaged_backup_is_replaced_by_the_second_copy(small: Small) -> None:
    """Each is verified before it is used."""
    _applied(small)
    (small.base / "fixes" / ID / "edits/1/old").write_bytes(b"rubbish")
    assert small.do("rollback").ok
    assert small.holds == "old"


def test_without_a_sound_backup_the_file_stays_and_that_is_said(small: Small) -> None:
    """Rubbish is never put in its place."""
    _applied(small)
    for copy in (small.base / "fixes" / ID / "edits/1/old", small.root / "copies" / f"{ID}.1"):
        copy.unlink()
    said = small.do("rollback")
    assert (said.word, "no backup" in said.text) == ("failed", True)
    assert small.file("a.cf") == NEW["a.cf"]
    assert small.state == "stuck"


def test_backups_are_for_root_alone(small: Small) -> None:
    """They may hold secrets."""
    _applied(small)
    copies = [small.base / "fixes" / ID / "edits/1/old", small.root / "copies" / f"{ID}.1"]
    assert [one.stat().st_mode & 0o777 for one in copies] == [0o600, 0o600]
    assert (small.base / "fixes" / ID).stat().st_mode & 0o077 == 0


def test_the_servers_own_checker_is_heard(small: Small) -> None:
    """Its words are handed on, and the phase fails."""
    small.begin(small.plan(check="echo 'main.cf: bad' >&2; exit 1"))
    small.do("apply")
    said = small.do("check")
    assert (said.word, "main.cf: bad" in said.output) == ("failed", True)


def test_a_reload_that_hangs_is_ended(small: Small) -> None:
    """Within the bound of a step."""
    small.begin(small.plan(reload="sleep 60"))
    small.do("apply")
    started = time.monotonic()
    assert "did not end" in small.do("reload").text
    assert time.monotonic() - started < 20


def test_another_process_after_the_reload_is_told(small: Small) -> None:
    """A restart is no reload."""
    small.begin(small.plan(reload=f"echo 18 >{small.root}/pid"))
    small.do("apply")
    assert small.do("reload").text == "another process serves now"


def test_a_command_without_effect_fails(small: Small) -> None:
    """The state decides, not the exit status."""
    plan = small.plan()
    from dataclasses import replace

    idle = replace(plan, commands=(replace(plan.commands[0], do="true"),))
    small.begin(idle)
    assert small.do("apply").word == "failed"
    assert small.do("rollback").ok
    assert small.holds == "old"


def test_a_server_without_repairs_is_left_alone(small: Small) -> None:
    """Asking makes no directory."""
    assert small.recover().ok
    assert not small.base.exists()


def test_a_login_that_is_not_root_gets_no_hand(small: Small) -> None:
    """Nor one whose shell is none."""

    async def enter(*words: str) -> None:
        await Agent(LocalShell(words), "exit 1", str(small.base)).enter()

    with pytest.raises(NoHand, match="no ordinary shell"):
        asyncio.run(enter("echo", "This account is not available."))
    if os.geteuid() == 0:
        asyncio.run(enter())
        with pytest.raises(NoHand, match="root is needed"):
            asyncio.run(enter("setpriv", "--reuid", "65534", "--clear-groups"))
