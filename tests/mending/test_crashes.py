"""Killed at every step: what follows ends whole, old or new, and never mixed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailmend.io.local_shell import PATH
from tests.mending.transaction import Small

STEPS = ("mv", "cp", "ln", "rm", "chmod", "touch")
_WRAPPER = """#!/bin/sh
n=$(($(cat {root}/count 2>/dev/null || echo 0) + 1))
echo $n >{root}/count
[ $n = "$(cat {root}/fatal 2>/dev/null)" ] && kill -s KILL 0
exec {real} "$@"
"""


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """A server each of whose steps on the disk can be the last one."""
    wrappers = tmp_path / "bin"
    wrappers.mkdir()
    for name in STEPS:
        real = next(f"{where}/{name}" for where in ("/usr/bin", "/bin")
                    if Path(f"{where}/{name}").exists())  # fmt: skip
        (wrappers / name).write_text(_WRAPPER.format(root=tmp_path, real=real))
        (wrappers / name).chmod(0o755)
    return Small(Small.at(tmp_path).root, f"{wrappers}:{PATH}")


def _fatal(small: Small, step: int | None) -> None:
    """Let the step of that number, counted from now, be the last one; ``None``: none is."""
    (small.root / "count").unlink(missing_ok=True)
    fatal = small.root / "fatal"
    fatal.unlink(missing_ok=True)
    if step is not None:
        fatal.write_text(f"{step}\n")


def _again(small: Small) -> None:
    """The server as it was before any repair."""
    import shutil

    small.power_cut()
    for name in ("state", "copies"):
        shutil.rmtree(small.root / name, ignore_errors=True)
    for name in ("switch", "reloads"):
        (small.root / name).unlink(missing_ok=True)
    shutil.rmtree(small.root / "etc")
    (small.root / "pid").unlink()
    Small.at(small.root)


def _sweep(small: Small) -> Iterator[int]:
    """Step after step, each on a fresh server; ends after the last one there is."""
    step = 0
    while True:
        step += 1
        _fatal(small, None)
        _again(small)
        yield step
        if int((small.root / "count").read_text()) < step:
            assert step > 5, "hardly any step was counted"
            return


def _transaction(small: Small) -> None:
    for verb in ("apply", "check", "reload", "confirm"):
        small.do(verb)


def test_a_repair_cut_off_at_any_step_is_undone_or_done(small: Small) -> None:
    """Power fails at each step of applying and confirming; the next run finishes the way back."""
    ends = set()
    for step in _sweep(small):
        assert small.begin().ok
        _fatal(small, step)
        _transaction(small)
        (small.root / "fatal").unlink()
        counted = (small.root / "count").read_text()
        confirmed = small.state == "confirmed"
        small.power_cut()
        assert small.recover().ok, step
        assert small.holds == ("new" if confirmed else "old"), step
        assert small.strays == [], step
        assert small.recover().text == "nothing to do"
        ends.add(small.state)
        (small.root / "count").write_text(counted)
    assert ends == {"confirmed", "rolled-back"}


def test_preparing_cut_off_at_any_step_leaves_the_files_alone(small: Small) -> None:
    """And the next run takes away what lay beside them."""
    for step in _sweep(small):
        small.lay_down()
        _fatal(small, step)
        asyncio.run(small.agent.prepare("20260102T030405-00c0de", 30))
        (small.root / "fatal").unlink()
        counted = (small.root / "count").read_text()
        small.power_cut()
        small.recover()
        assert (small.holds, small.strays) == ("old", []), step
        (small.root / "count").write_text(counted)


@pytest.mark.parametrize("verb", ["rollback", "undo"])
def test_the_way_back_cut_off_at_any_step_is_finished(small: Small, verb: str) -> None:
    """Twice cut off, even: the journal is played again from wherever it stopped."""
    for step in _sweep(small):
        small.begin()
        small.do("apply")
        if verb == "undo":
            small.do("confirm")
        _fatal(small, step)
        small.do(verb)
        counted = (small.root / "count").read_text()
        small.power_cut()
        _fatal(small, 3)
        small.recover()
        _fatal(small, None)
        small.recover()
        held = small.holds
        begun = small.state != "confirmed"
        assert held == ("old" if begun else "new"), step
        assert small.strays == [], step
        (small.root / "count").write_text(counted)


def test_the_timer_alone_finishes_a_repair_that_was_cut_off(small: Small) -> None:
    """Nobody comes back: the server mends itself."""
    import time

    assert small.begin(seconds=1).ok
    _fatal(small, 3)
    small.do("apply")
    assert small.holds == "mixed"
    _fatal(small, None)
    end = time.monotonic() + 20
    while small.state != "rolled-back" and time.monotonic() < end:
        time.sleep(0.1)
    assert (small.holds, small.strays) == ("old", [])
