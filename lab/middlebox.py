"""Put a rewriting middlebox on a client's way to the servers, and take it away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Literal

from lab import network, nftables
from lab.journal import Journal, RouterRun
from lab.plan import ROUTER, namespace, state
from lab.shell import CommandFailed

Mode = Literal["strip", "mask", "proxy"]
_PROGRAM = Path(__file__).with_name("strip.py")
_PORT = 5870
_TABLE = "fault_middlebox"


def start(journal: Journal, client: str, ports: str, mode: Mode) -> None:
    """Turn the client's connections to those ports (an nftables set) aside to the middlebox.

    Raises CommandFailed when the program does not come up.
    """
    box = subprocess.Popen(
        ["nsenter", f"--net=/run/netns/{namespace(ROUTER)}", sys.executable, str(_PROGRAM),
         str(_PORT), mode],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    _pid_file().write_text(str(box.pid), "ascii")
    journal.note(RouterRun(("kill", str(box.pid))))
    journal.note(RouterRun(nftables.removal(_TABLE)))
    assert box.stdout is not None
    with box.stdout:
        if box.stdout.readline() != b"up\n":
            raise CommandFailed("the middlebox did not come up")
    rule = f'iifname "{client}" tcp dport {ports} redirect to :{_PORT}'
    network.inside(ROUTER, ["nft", "-f", "-"], stdin=nftables.redirection(_TABLE, rule))


def stop() -> None:
    """End the middlebox of a lab that goes down; harmless when there is none."""
    try:
        pid = int(_pid_file().read_text("ascii"))
        if _PROGRAM.name in Path(f"/proc/{pid}/cmdline").read_text("utf-8"):
            os.kill(pid, signal.SIGTERM)
    except (FileNotFoundError, ProcessLookupError):
        return


def _pid_file() -> Path:
    return state() / "middlebox.pid"
