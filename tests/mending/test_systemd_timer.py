"""The timer where systemd runs the server: a unit of its own, which a session's end does not end.

The two programs are stand-ins that keep units as systemd does: run after a time, stopped by name.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mailmend.io.local_shell import PATH
from tests.mending.transaction import ID, Small

_RUN = """#!/bin/sh
echo "$*" >>{root}/asked
for word; do case $word in
  --unit=*) unit=${{word#--unit=}} ;;
  --on-active=*) wait=${{word#--on-active=}} ;;
  --*) ;;
  *) break ;;
esac; shift; done
setsid sh -c 'sleep "$1"; shift; exec "$@"' "$unit" "$wait" "$@" </dev/null >/dev/null 2>&1 &
echo $! >{root}/unit.$unit
"""
_CTL = """#!/bin/sh
for last; do :; done
for word; do case $word in mailmend-*.timer) unit=${{word%.timer}} ;; esac; done
case "$*" in
  *is-active*) [ -e /proc/$(cat {root}/unit.$unit)/cwd ] ;;
  *stop*) kill -s KILL -- -$(cat {root}/unit.$unit) ;;
esac
"""


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """A server that systemd runs."""
    small = Small.at(tmp_path)
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in (("systemd-run", _RUN), ("systemctl", _CTL)):
        (programs / name).write_text(text.format(root=tmp_path))
        (programs / name).chmod(0o755)
    (tmp_path / "systemd").mkdir()
    return Small(small.root, f"{programs}:{PATH}", str(tmp_path / "systemd"))


def test_the_unit_takes_back_what_nobody_confirms(small: Small) -> None:
    """It is named for the repair, and knows where that is kept."""
    assert small.begin(seconds=1).ok
    assert small.do("apply").ok
    end = time.monotonic() + 30
    while small.state != "rolled-back" and time.monotonic() < end:
        time.sleep(0.05)
    assert (small.holds, small.state) == ("old", "rolled-back")
    asked = (small.root / "asked").read_text()
    assert f"--unit=mailmend-{ID} --on-active=1 " in asked


def test_a_confirmation_stops_the_unit(small: Small) -> None:
    """And while it runs, nobody takes the repair for cut off."""
    small.begin(seconds=60)
    small.do("apply")
    assert small.recover().word == "busy"
    assert small.do("confirm").ok
    unit = (small.root / f"unit.mailmend-{ID}").read_text().strip()
    end = time.monotonic() + 10
    while Path(f"/proc/{unit}/cwd").exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not Path(f"/proc/{unit}/cwd").exists()
    assert small.holds == "new"
