"""Commands of this machine: no shell, bounded output, bounded time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from mailmend.io import local_shell
from mailmend.io.local_shell import LocalShell
from mailmend.secret import Secret
from mailmend.world import CommandResult


def run(argv: Sequence[str], timeout_s: float = 15.0) -> CommandResult:
    """One command of this machine."""
    return asyncio.run(LocalShell().run(argv, timeout_s))


def test_output_errors_and_status_are_apart() -> None:
    """What a command prints, what it complains of and how it ends."""
    result = run(["sh", "-c", "echo out; echo err >&2; exit 3"])
    assert result == CommandResult(3, "out\n", "err\n")


def test_words_are_never_read_by_a_shell() -> None:
    """Blanks, quotes and dollar signs in a word arrive as they are."""
    word = "$(id); 'x' \"y\" `z`\n*"
    assert run(["printf", "%s", word]).stdout == word


def test_a_missing_program_is_127() -> None:
    """As a shell says it."""
    result = run(["mailmend-no-such-program"])
    assert (result.status, result.ok) == (127, False)


def test_the_language_is_c_and_nothing_else_is_passed_on() -> None:
    """Outputs are parsed, so they must not be translated."""
    shown = run(["env"]).stdout
    assert "LC_ALL=C\n" in shown
    assert "MAILMEND" not in shown


def test_endless_output_is_cut() -> None:
    """A gigabyte is read and thrown away; only the first part is kept."""
    result = run(["head", "-c", "20000000", "/dev/zero"])
    assert result.cut
    assert len(result.stdout) == local_shell.MAX_OUTPUT
    assert not result.ok


def test_a_command_that_takes_too_long_is_ended_with_its_children() -> None:
    """Nothing is left behind."""
    began = time.monotonic()
    result = run(["sh", "-c", "sleep 30 & sleep 30"], 0.3)
    assert result.status is None
    assert time.monotonic() - began < 5


def test_a_command_that_reads_gets_nothing() -> None:
    """No command can wait for a person."""
    assert run(["cat"]).stdout == ""


def test_a_command_is_given_its_input_and_its_end() -> None:
    """As it is, and a secret with the end of its line."""
    assert asyncio.run(LocalShell().run(["cat"], given="one\ntwo")).stdout == "one\ntwo"
    secret = Secret("geheim 1")
    assert asyncio.run(LocalShell().run(["cat"], given=secret)).stdout == "geheim 1\n"


def test_a_command_that_reads_nothing_of_its_input_ends_all_the_same() -> None:
    """More input than a pipe holds."""
    result = asyncio.run(LocalShell().run(["true"], given="x" * 1_000_000))
    assert result.status == 0


def test_a_secret_is_in_no_argument_of_a_process() -> None:
    """Nor in its environment."""
    secret = Secret("mailmend-secret-input")
    shown = asyncio.run(
        LocalShell().run(["sh", "-c", "read word; ps -eo args; env"], given=secret)
    ).stdout
    assert "read word" in shown
    assert "mailmend-secret-input" not in shown
