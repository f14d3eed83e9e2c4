"""The delay line holds a round trip as long as it says."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from lab import roots
from lab.practice import Lab

pytestmark = pytest.mark.lab
_MEASURE = """
import socket, time
for _ in range(20):
    started = time.perf_counter()
    socket.create_connection(("198.51.100.10", 25), 5).close()
    print((time.perf_counter() - started) * 1000)
"""


@pytest.fixture
def slow_lab() -> Iterator[Lab]:
    """A lab of its own whose clients are 25 ms away from the router."""
    if why := roots.missing():
        pytest.skip(why)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAILMEND_LAB_NAME", f"slow{os.getpid()}")
        with Lab(delay_ms=25) as running:
            yield running


def test_a_round_trip_takes_fifty_milliseconds(slow_lab: Lab) -> None:
    """A TCP handshake over the delay line takes 50 ms: never less, and no more by itself.

    A busy machine makes single ones slower, so the fastest counts.
    """
    output = slow_lab.run_client("client-a", ["python3", "-c", _MEASURE]).stdout
    times = [float(line) for line in output.split()]
    assert len(times) == 20
    assert 50 <= min(times) <= 53
