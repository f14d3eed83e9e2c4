"""The servers that tests of the web application share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.apps.farm import Place, servers
from tests.apps.web.site import Site
from tests.io.store.cluster import Cluster, installed


@pytest.fixture(scope="package")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Embedded mail servers on loopback."""
    with servers(tmp_path_factory.mktemp("farm")) as running:
        yield running


@pytest.fixture(scope="package")
def site(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server that may reach them."""
    with Site(tmp_path_factory.mktemp("site"), farm=place.farm) as running:
        yield running


@pytest.fixture(scope="package")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server that reaches nothing: its resolver does not answer."""
    with Site(tmp_path_factory.mktemp("alone"), budget_s=5.0) as running:
        yield running


@pytest.fixture(scope="package")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server."""
    if not installed():
        pytest.skip("needs root and Debian's postgresql (python -m lab tools)")
    with Cluster() as running:
        yield running
