"""Standard output whose reader may go away before the end, as with ``| head``."""

from __future__ import annotations

import os
import sys


def flush_or_close() -> None:
    """Hand over what was written; where nobody reads any more, write no more."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        close_stdout()


def close_stdout() -> None:
    """Send what is still written nowhere, so that Python's end does not stumble over it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
