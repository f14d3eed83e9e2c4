"""A reader who goes away before the end of the output."""

import subprocess
import sys
from pathlib import Path

import pytest

MAILMEND = Path(sys.executable).with_name("mailmend")
ALONE = ("a@customer.test", "--no-network", "--no-input", "--error", "Relay access denied")


def status(*words: str) -> tuple[int, bytes]:
    """Exit status and standard error of a command whose output nobody reads."""
    done = subprocess.Popen(
        [str(MAILMEND), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert done.stdout is not None
    done.stdout.close()
    _, said = done.communicate(timeout=60)
    return done.returncode, said


@pytest.mark.parametrize("more", [(), ("--json",), ("--html", "-")])
def test_a_diagnosis_keeps_its_status(more: tuple[str, ...]) -> None:
    """``mailmend diagnose ... | head`` says by its status what was found, and nothing else."""
    assert status("diagnose", *ALONE, *more) == (3, b"")


@pytest.mark.parametrize("words", [("causes",), ("causes", "--json"), ("explain", "550 relay")])
def test_others_end_as_by_the_signal(words: tuple[str, ...]) -> None:
    """Neither success nor a fault of Mailmend."""
    code, said = status(*words)
    assert (code, said) in {(141, b""), (0, b"")}
