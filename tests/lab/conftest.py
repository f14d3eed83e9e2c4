"""One running lab for the tests that need real servers, apart from any lab a person has up."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from lab import roots
from lab.practice import Lab


@pytest.fixture(scope="session")
def lab() -> Iterator[Lab]:
    """The lab, up and healthy; skips where it cannot run. Tests heal what they inject."""
    if why := roots.missing():
        pytest.skip(why)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAILMEND_LAB_NAME", f"test{os.getpid()}")
        with Lab() as running:
            yield running
