"""The application for the tests of the desk, and mail servers for it to look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mailmend.apps.demo_servers.farm import Farm
from mailmend.apps.web.config import networks
from tests.apps.farm import servers
from tests.apps.web.desk.place import Place, running
from tests.apps.web.site import LOOPBACK, PLENTY
from tests.io.store.conftest import cluster, database_url

__all__ = ["cluster", "database_url"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One application for the tests of a file; it reaches nothing."""
    with running(tmp_path_factory.mktemp("desk"), resolver="127.0.0.1:9") as made:
        yield made


@pytest.fixture(scope="package")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Farm, Path]]:
    """Embedded mail servers on loopback, and where their authority's file is."""
    folder = tmp_path_factory.mktemp("farm")
    with servers(folder) as found:
        yield found.farm, folder / "ca.pem"


def reaching(farm: tuple[Farm, Path]) -> dict[str, Any]:
    """The configuration of an application that reaches those servers."""
    found, authority = farm
    return {
        "resolver": found.resolver,
        "networks": networks(LOOPBACK, "--allow-network"),
        "ports": tuple(found.ports.values()),
        "ca_files": (str(authority),),
        "rates": PLENTY,
    }


@pytest.fixture(scope="module")
def looking(farm: tuple[Farm, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One application for the tests of a file, which looks at the embedded mail servers."""
    with running(tmp_path_factory.mktemp("looking"), **reaching(farm)) as made:
        yield made
