"""Run a command of the machine and get its output, or one clear error."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence


class CommandFailed(RuntimeError):
    """A command the lab relies on exited non-zero; the message holds its last words."""


def run(
    argv: Sequence[str], *, check: bool = True, stdin: str | None = None, timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run argv with captured text output.

    `timeout` is in seconds. Raises CommandFailed on a non-zero status unless check is False.
    """
    finished = subprocess.run(
        list(argv),
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=timeout,
        check=False,
    )
    if check and finished.returncode != 0:
        tail = "\n".join((finished.stderr + finished.stdout).splitlines()[-12:])
        raise CommandFailed(f"{' '.join(argv)[:300]}: exit {finished.returncode}\n{tail}")
    return finished
