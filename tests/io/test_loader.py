"""Libraries load one after another, and to the end."""

from __future__ import annotations

import subprocess
import sys
import threading
from functools import partial

import pytest

from mailmend.io.loader import load


def test_what_is_asked_for_first_comes_first() -> None:
    """Though nobody waits for it yet; the next one does not begin before."""
    order: list[int] = []
    go = threading.Event()

    def waiting() -> None:
        go.wait(10)
        order.append(1)

    first, second = load(waiting), load(partial(order.append, 2))
    assert not second.done()
    go.set()
    second.result(10)
    assert first.done()
    assert order == [1, 2]


def test_a_failure_is_told_to_who_waits() -> None:
    """And what comes after it loads all the same."""
    failed = load(lambda: 1 // 0)
    assert load(lambda: 3).result(10) == 3
    with pytest.raises(ZeroDivisionError):
        failed.result(10)


def test_the_interpreter_waits_for_it() -> None:
    """A thread that is cut off inside a native library can abort the whole process at its end."""
    code = (
        "import time\n"
        "from mailmend.io.loader import load\n"
        "load(lambda: (time.sleep(0.3), print('loaded', flush=True)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "loaded\n"
