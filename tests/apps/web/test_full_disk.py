"""A disk without room: nothing half-written, nothing lost, and said in plain words."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.apps.web.site import Site

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="a small disk is mounted by root")


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of 32 megabytes in memory."""
    place = folder / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "small", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def full(place: Path) -> Iterator[None]:
    """No room is left there until the block is."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as out:
        try:
            while True:
                out.write(bytes(65536))
        except OSError:
            pass
    try:
        yield
    finally:
        ballast.unlink()


def test_nothing_is_lost_while_the_disk_is_full(tmp_path: Path) -> None:
    """Who asks is told; what was confirmed stays; what was found is kept until it fits."""
    with small_disk(tmp_path) as disk:
        with Site(disk, budget_s=2.0) as site:
            visitor = site.visitor()
            before = visitor.start(address="alice@before.example")
            with full(disk):
                refused = visitor.post("/start", address="bob@full.example")
                assert refused.status_code == 503
                assert int(refused.headers["retry-after"]) >= 60
                assert "cannot store anything at this moment" in refused.text
                assert _health(site) == (200, 503)
                time.sleep(6)
                assert 'id="live"' in visitor.http.get(before).text
            assert _health(site) == (200, 200)
            after = visitor.start(address="carol@after.example")
            assert "No mail server answered us" in visitor.answer(before)
            visitor.answer(after)
        with Site(disk) as again:
            for page in (before, after):
                assert visitor.http.get(f"{again.url}{page}").status_code == 200


def _health(site: Site) -> tuple[int, int]:
    with httpx2.Client(base_url=site.url, trust_env=False) as http:
        return http.get("/healthz").status_code, http.get("/readyz").status_code
