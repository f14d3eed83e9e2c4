"""The application for the tests of the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.apps.web.desk.place import Place, running
from tests.io.store.conftest import cluster

__all__ = ["cluster"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One application for the tests of a file."""
    with running(tmp_path_factory.mktemp("desk")) as made:
        yield made
