"""Faults of the machine: a killed process, a locked database, another server on it."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

from mailmend.apps.web.config import WebConfig
from tests.apps.web.site import Site, Visitor
from tests.io.store.cluster import Cluster, installed


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _serve(folder: Path, port: int, *, files: int | None = None) -> subprocess.Popen[bytes]:
    """The real command; ``files`` is how many it may have open until it asks for more."""
    limits = ["prlimit", f"--nofile={files}:4096"] if files else []
    return subprocess.Popen(
        [
            *limits,
            *(sys.executable, "-m", "mailmend.apps.cli", "serve", "--port", str(port)),
            *("--database", f"sqlite:///{folder / 'site.db'}", "--resolver", "127.0.0.1:9"),
        ],
        env={**os.environ, "MAILMEND_STATE_DIR": str(folder)},
        stderr=subprocess.PIPE,
    )


def _until_ready(port: int) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            httpx2.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).raise_for_status()
        except httpx2.HTTPError:
            assert time.monotonic() < end
            time.sleep(0.1)
        else:
            return


def test_a_case_that_was_confirmed_is_never_lost(tmp_path: Path) -> None:
    """Killed right after the answer, it is there when the server is back; SIGTERM ends well."""
    port = _free_port()
    first = _serve(tmp_path, port)
    _until_ready(port)
    visitor = Visitor(f"http://127.0.0.1:{port}", {})
    page = visitor.start(address="alice@killed.example")
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=20)
    second = _serve(tmp_path, port)
    _until_ready(port)
    text = visitor.http.get(page).text
    assert "alice@killed.example" in text
    visitor.http.close()
    second.terminate()
    _, said = second.communicate(timeout=20)
    assert second.returncode in (0, -signal.SIGTERM)
    assert b"Traceback" not in said
    assert page.rsplit("/", 1)[1].encode() not in said
    assert b"alice@" not in said


def test_a_second_server_on_the_database_is_refused(tmp_path: Path) -> None:
    """In one line, before it listens."""
    with Site(tmp_path):
        other = _serve(tmp_path, _free_port())
        _, said = other.communicate(timeout=60)
    assert other.returncode == 2
    assert b"another mailmend serve uses this database" in said
    assert b"Traceback" not in said


def test_a_locked_database_is_said(tmp_path: Path) -> None:
    """It waits five seconds, then says when to come back; afterwards all is well again."""
    with Site(tmp_path, budget_s=2.0) as site:
        visitor = site.visitor()
        visitor.token()
        with sqlite3.connect(tmp_path / "site.db", isolation_level=None) as held:
            held.execute("BEGIN EXCLUSIVE")
            begun = time.monotonic()
            refused = visitor.post("/start", address="alice@locked.example")
            assert refused.status_code == 503
            assert int(refused.headers["retry-after"]) > 0
            assert time.monotonic() - begun < 15
            held.execute("ROLLBACK")
        assert visitor.post("/start", address="alice@locked.example").status_code == 303


def test_readiness_tells_of_the_database(tmp_path: Path) -> None:
    """The process lives, but it is not ready."""
    with Site(tmp_path) as site:
        assert site.visitor().http.get("/readyz").json()["database"] is True
        assert site.visitor().http.get("/healthz").json() == {"status": "ok"}
        assert "mailmend_build_info" in site.visitor().http.get("/metrics").text


def test_the_page_works_on_postgresql(tmp_path: Path, cluster: Cluster) -> None:
    """The same story on the other database."""
    with Site(tmp_path, database=cluster.new_database(), budget_s=2.0) as site:
        visitor = site.visitor()
        page = visitor.start(address="alice@postgres.example", error="x\u0000y \U0001f600")
        assert "alice@postgres.example" in visitor.answer(page)
        assert visitor.post(f"{page}/more", username="a'b\"c").status_code == 303
        assert "alice@postgres.example" in visitor.answer(page)
        assert visitor.post(f"{page}/forget").status_code == 303
        assert visitor.http.get(page).status_code == 404


def test_many_idle_connections_shut_nobody_out(tmp_path: Path) -> None:
    """The usual limit of open files is low; it is raised as far as the system allows."""
    port = _free_port()
    served = _serve(tmp_path, port, files=64)
    _until_ready(port)
    idle = [socket.create_connection(("127.0.0.1", port), 10) for _ in range(150)]
    try:
        answer = httpx2.get(f"http://127.0.0.1:{port}/healthz", trust_env=False, timeout=20)
        assert answer.status_code == 200
    finally:
        for one in idle:
            one.close()
        served.terminate()
        served.communicate(timeout=20)


def test_a_restarted_postgresql_is_found_again(tmp_path: Path) -> None:
    """While it is away people are told to come back; afterwards all is there, without a restart."""
    if not installed():
        pytest.skip("needs root and Debian's postgresql (python -m lab tools)")
    with Cluster() as own, Site(tmp_path, database=own.new_database(), budget_s=2.0) as site:
        visitor = site.visitor()
        page = visitor.start(address="alice@postgres.example")
        visitor.answer(page)
        own.stop()
        refused = visitor.http.get(page)
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0
        assert visitor.http.get("/readyz").status_code == 503
        own.start()
        assert "alice@postgres.example" in visitor.answer(page)
        assert visitor.http.get("/readyz").status_code == 200
        visitor.answer(visitor.start(address="bob@postgres.example"))


def test_a_damaged_database_is_left_as_it_is(tmp_path: Path) -> None:
    """It is named, and nothing is served from it or written to it."""
    with Site(tmp_path, budget_s=2.0) as site:
        visitor = site.visitor()
        visitor.answer(visitor.start(address="alice@damaged.example"))
    file = tmp_path / "site.db"
    pages = file.stat().st_size // 4096
    with file.open("r+b") as damaged:
        for page in range(3, pages, 3):
            damaged.seek(page * 4096)
            damaged.write(b"\xa5" * 512)
    before = file.read_bytes()
    served = _serve(tmp_path, _free_port())
    _, said = served.communicate(timeout=60)
    assert served.returncode == 2
    assert b"site.db is damaged" in said
    assert b"Traceback" not in said
    assert file.read_bytes() == before


@pytest.mark.parametrize("url", ["ftp://x", "https://", "https://a/b", "https://u@h", "nonsense"])
def test_an_unusable_public_url_is_refused(url: str) -> None:
    """With a line that says what it should be."""
    from mailmend.apps.web.config import checked_url
    from mailmend.case import InputError

    with pytest.raises(InputError, match="--public-url"):
        checked_url(url)


def test_the_usual_ports_are_left_out_of_names() -> None:
    """As browsers write Host and Origin."""
    config = WebConfig("sqlite:///x", Path(), public_url="https://a.example", hosts=("b.example",))
    assert config.host_names == {"a.example", "b.example"}
    assert config.origins == {"https://a.example", "https://b.example"}
