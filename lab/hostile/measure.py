"""Run a command and write its exit status, seconds, CPU seconds and peak KiB to a file, as JSON.

A small process of its own, so that the peak is the command's and not that of who started it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path


def main(result: str, argv: list[str]) -> None:
    """Run ``argv`` with this process's input and output."""
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.execvp(argv[0], argv)  # noqa: S606
    _, status, used = os.wait4(child, 0)
    row = {
        "exit": os.waitstatus_to_exitcode(status),
        "seconds": round(time.monotonic() - started, 2),
        "cpu": round(used.ru_utime + used.ru_stime, 2),
        "peak_kib": used.ru_maxrss,
    }
    Path(result).write_text(json.dumps(row), "ascii")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
