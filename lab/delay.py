"""Delay lines between the clients and the router, for kernels without netem."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
from pathlib import Path

from lab.plan import ROUTER, namespace, state
from lab.roots import cache_directory
from lab.shell import CommandFailed, run

_SOURCE = Path(__file__).with_name("delayline.c")


def start(client: str, one_way_ms: float) -> None:
    """Join the client's eth0 and a router device of the client's name, each packet held one way.

    Raises CommandFailed when the program cannot be compiled or does not come up.
    """
    line = subprocess.Popen(
        [
            str(_program()),
            f"/run/netns/{namespace(client)}", "eth0",
            f"/run/netns/{namespace(ROUTER)}", client,
            str(round(one_way_ms * 1000)),
        ],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    assert line.stdout is not None
    with line.stdout:
        if line.stdout.readline() != b"up\n":
            raise CommandFailed(f"the delay line of {client} did not come up")
    _pid_file(client).write_text(str(line.pid), "ascii")


def stop(client: str) -> None:
    """End the client's delay line; harmless when there is none."""
    try:
        pid = int(_pid_file(client).read_text("ascii"))
        if "delayline" in Path(f"/proc/{pid}/cmdline").read_text("utf-8"):
            os.kill(pid, signal.SIGTERM)
    except (FileNotFoundError, ProcessLookupError):
        return


def _pid_file(client: str) -> Path:
    return state() / f"delay-{client}.pid"


def _program() -> Path:
    """The compiled program, kept in the cache under a digest of its source."""
    digest = hashlib.sha256(_SOURCE.read_bytes()).hexdigest()[:12]
    program = cache_directory() / f"delayline-{digest}"
    if not program.exists():
        program.parent.mkdir(parents=True, exist_ok=True)
        unfinished = program.with_name(f".{program.name}.{os.getpid()}")
        run(["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", str(unfinished), str(_SOURCE)])
        unfinished.rename(program)
    return program
