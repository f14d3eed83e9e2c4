"""How long a greeting is waited for, as others learn whether it can come at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Patience:
    """How long to wait for a greeting; ``hurry`` shortens the wait once it cannot come.

    ``met`` tells that the greeting has come; ``on_met`` is called then.
    """

    def __init__(self, on_met: Callable[[], None] = lambda: None) -> None:
        self.met = False
        self._on_met = on_met
        self._timer: asyncio.Timeout | None = None
        self._left: float | None = None

    def watch(self, timer: asyncio.Timeout) -> None:
        """Put the wait that is under way into these hands."""
        self._timer = timer
        if self._left is not None:
            self.hurry(self._left)

    def greeted(self) -> None:
        """The greeting has come."""
        self.met = True
        self._on_met()

    def done(self) -> None:
        """The wait is over."""
        self._timer = None

    def hurry(self, seconds: float) -> None:
        """Wait at most that much longer."""
        self._left = seconds
        timer = self._timer
        if timer is None or timer.expired():
            return
        sooner = asyncio.get_running_loop().time() + seconds
        if timer.when() is None or sooner < (timer.when() or 0):
            timer.reschedule(sooner)
