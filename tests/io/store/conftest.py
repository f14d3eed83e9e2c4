"""Databases for the tests: SQLite in a file, PostgreSQL as a private cluster where it is there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from mailmend.io.store.database import Database
from mailmend.io.store.migrate import migrate
from tests.io.store.cluster import Cluster, installed

Use = Callable[[Database], Awaitable[None]]


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A PostgreSQL server of this test run."""
    if not installed():
        pytest.skip("needs root and Debian's postgresql (python -m lab tools)")
    with Cluster(tmp_path_factory) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    cluster = request.getfixturevalue("cluster")
    assert isinstance(cluster, Cluster)
    return cluster.new_database()


async def opened(url: str) -> AsyncIterator[Database]:
    """A migrated database, closed at the end."""
    database = Database(url)
    await migrate(database)
    yield database
    await database.close()
