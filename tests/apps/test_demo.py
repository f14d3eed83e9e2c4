"""The demonstration."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from mailmend.apps import demo_story


def test_the_story_comes_out_right() -> None:
    """Broken, proven, mended, and exit status 0."""
    done = subprocess.run(
        [sys.executable, "-m", "mailmend.apps.cli", "demo"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "alice@customer.test cannot send" in done.stdout
    assert "This is proven." in done.stdout or "The first is proven." in done.stdout
    assert "454 4.7.1 <bob@elsewhere.test>: Relay access denied" in done.stdout
    assert "User Name: type alice@customer.test" in done.stdout
    assert done.stdout.index("cannot send") < done.stdout.index("alice@customer.test can send")
    assert done.stderr == ""


def test_another_finding_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the diagnosis names another cause, the demonstration says that it failed."""
    monkeypatch.setattr(demo_story, "CAUSE", "some-other-cause")

    assert asyncio.run(demo_story.tell(verbose=False, color=False)) is False


def test_a_fix_that_does_not_mend_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the mended settings do not send, the demonstration says that it failed."""
    monkeypatch.setattr(demo_story, "mended", lambda case, changes: case)

    assert asyncio.run(demo_story.tell(verbose=False, color=False)) is False


def test_the_session_of_the_readme_is_a_real_one() -> None:
    """Every line of the pasted session is written by the demonstration as it is now."""
    root = Path(__file__).parents[2]
    readme = (root / "README.md").read_text(encoding="utf-8")
    session = readme.split("```text\n", 1)[1].split("```", 1)[0]
    done = subprocess.run(
        [sys.executable, "-m", "mailmend.apps.cli", "demo"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    written = done.stdout.splitlines()
    missing = [line for line in session.splitlines() if line not in written]
    assert len(session.splitlines()) > 30
    assert missing == []
