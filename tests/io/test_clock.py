"""The real clock."""

from __future__ import annotations

from datetime import UTC, datetime

from mailmend.io.clock import RealClock


def test_wall_time_is_utc_and_elapsed_time_grows() -> None:
    """Durations come from a clock that nobody sets."""
    clock = RealClock()
    first = clock.elapsed()
    assert clock.now().tzinfo is UTC
    assert abs((clock.now() - datetime.now(UTC)).total_seconds()) < 5
    assert 0 <= first <= clock.elapsed() < 60
