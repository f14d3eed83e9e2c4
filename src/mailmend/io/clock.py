"""The real clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class RealClock:
    """Wall time and the time since this object was made."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def now(self) -> datetime:
        """The wall clock, in UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """Seconds since the run began; it never goes back."""
        return time.monotonic() - self._start
