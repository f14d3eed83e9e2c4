"""How fast published settings are served, beside nginx with the file and beside automx2.

    python -m bench.published [--automx2 BIN] [--seconds 4] [--rounds 3]

Each server has core 0 to itself and wrk core 1 (32 connections kept alive, one thread), in turn,
several rounds. nginx serves the very bytes as a file; ``mailmend serve`` is the real command with a
database; ``--automx2`` is the ``bin`` folder of an environment with automx2 and gunicorn (one
worker), with its own example data. Needs wrk, nginx and two cores.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mailmend.case import Outgoing
from mailmend.facts import PublishedServer
from mailmend.io.store import published
from mailmend.io.store.open import opened
from mailmend.settings_files import account_of
from mailmend.settings_files.pattern import pattern_of

ADDRESS = "alice@example.com"
PATH = f"/mail/config-v1.1.xml?emailaddress={ADDRESS}"
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Measure:
    """Requests a second, and the 99th percentile of the answer's time in ms."""

    rate: float
    p99_ms: float


def main(arguments: list[str]) -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--automx2", type=Path)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args(arguments)
    with ExitStack() as stack, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        places = {"mailmend serve": stack.enter_context(_mailmend(folder))}
        content = _get(places["mailmend serve"])
        places["nginx, the same file"] = stack.enter_context(_nginx(folder, content))
        if asked.automx2:
            places["automx2, gunicorn 1 worker"] = stack.enter_context(
                _automx2(folder, asked.automx2)
            )
        rounds = [
            {server: _wrk(port, asked.seconds) for server, port in places.items()}
            for _ in range(asked.rounds)
        ]
    _table(rounds, len(content))


def _table(rounds: list[dict[str, Measure]], size: int) -> None:
    own = statistics.median(each["mailmend serve"].rate for each in rounds)
    print(f"{size} bytes an answer; medians of {len(rounds)} rounds")
    for server in rounds[0]:
        rate = statistics.median(each[server].rate for each in rounds)
        p99 = statistics.median(each[server].p99_ms for each in rounds)
        print(f"{server:28} {rate:10,.0f}/s  p99 {p99:8.2f} ms  mailmend is {own / rate:6.2f} x")


def _wrk(port: int, seconds: int) -> Measure:
    said = subprocess.run(
        ["taskset", "-c", "1", "wrk", "-t1", "-c32", f"-d{seconds}s", "--latency",
         f"http://127.0.0.1:{port}{PATH}"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    if "Non-2xx" in said:
        raise SystemExit(f"port {port} answered with errors:\n{said}")
    rate, p99 = (
        re.search(r"Requests/sec:\s+([\d.]+)", said),
        re.search(r"99%\s+([\d.]+)(\w+)", said),
    )
    assert rate is not None
    assert p99 is not None
    return Measure(float(rate[1]), float(p99[1]) * _UNITS[p99[2]])


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as place:
        port: int = place.getsockname()[1]
        return port


def _get(port: int) -> bytes:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{PATH}", timeout=5) as answer:
                found: bytes = answer.read()
                return found
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"the server on port {port} did not answer {PATH}")


@contextmanager
def _running(argv: list[str], **environment: str) -> Iterator[None]:
    process = subprocess.Popen(
        ["taskset", "-c", "0", *argv],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def _mailmend(folder: Path) -> Iterator[int]:
    url, port = f"sqlite:///{folder / 'web.db'}", _free()
    asyncio.run(_publish(url))
    command = Path(sys.executable).with_name("mailmend")
    argv = [str(command), "serve", "--port", str(port), "--database", url]
    with _running(argv, XDG_STATE_HOME=str(folder)):
        _get(port)
        yield port


async def _publish(url: str) -> None:
    host = "mail.example.com"
    outgoing = Outgoing(
        host=host, port=465, security="tls", username=ADDRESS, authentication="password"
    )
    incoming = PublishedServer("imap", host, 993, "tls", ADDRESS, "password")
    pattern = pattern_of(account_of(ADDRESS, outgoing, incoming), "Hosting")
    async with opened(url) as database, database.writing() as session:
        await published.publish(session, pattern, ADDRESS, datetime.now(UTC))


@contextmanager
def _nginx(folder: Path, content: bytes) -> Iterator[int]:
    port, root = _free(), folder / "www" / "mail"
    root.mkdir(parents=True)
    (root / "config-v1.1.xml").write_bytes(content)
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log /dev/null;\n"
        "events { worker_connections 512; }\n"
        "http { access_log off; sendfile on; types { application/xml xml; }\n"
        "keepalive_requests 10000000;\n"
        f"server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}\n"
    )
    with _running(["nginx", "-c", str(config), "-p", str(folder)]):
        _get(port)
        yield port


@contextmanager
def _automx2(folder: Path, bin_: Path) -> Iterator[int]:
    port, config = _free(), folder / "automx2.conf"
    config.write_text(
        f"[automx2]\nloglevel = ERROR\ndb_uri = sqlite:///{folder}/automx2.db\nproxy_count = 0\n"
    )
    environment = {"AUTOMX2_CONF": str(config)}
    application = "automx2.server:app"
    argv = [str(bin_ / "gunicorn"), "-w", "1", "-b", f"127.0.0.1:{port}", application]
    with _running(argv, **environment):
        _fill_automx2(port)
        _get(port)
        yield port


def _fill_automx2(port: int) -> None:
    """The example data, by automx2's own address for it; example.com is among it."""
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/initdb/", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    main(sys.argv[1:])
