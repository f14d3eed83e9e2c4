"""Loads libraries in one thread, beside a conversation and one after another.

Threads that load at the same time slow each other down, and what is needed first comes last.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Loaded = TypeVar("Loaded")

_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="loader")


def load(work: Callable[[], Loaded]) -> Future[Loaded]:
    """Have that loaded after what was asked for before; returns at once.

    The interpreter waits for it at the end: a thread that is cut off in native code aborts.
    """
    return _THREAD.submit(work)
