"""Runs commands on another machine by the system's ``ssh`` client.

The client is never asked to trust a new host key or to prompt. Every word of a command is quoted
for the remote shell, and host and user name are checked against a narrow grammar, so that neither
can be taken for an option or a command (CVE-2023-51385).
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from mailmend.case import InputError, printable
from mailmend.io.local_shell import PATH, run_bounded
from mailmend.secret import Secret
from mailmend.world import CommandResult, ShellLost

FAILED = 255
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252}[A-Za-z0-9])?")
_ADDRESS = re.compile(r"\[([0-9A-Fa-f:.]{2,45})\]")
_USER = re.compile(r"[A-Za-z_][A-Za-z0-9._-]{0,63}")
_KEEP_255 = '"$@"; status=$?; [ $status = 255 ] && exit 254; exit $status'
"""255 is the client's own failure; a command that ends so there is told apart as 254."""
_KEPT = ("HOME", "USER", "LOGNAME", "SSH_AUTH_SOCK", "SSH_AGENT_PID")


@dataclass(frozen=True, slots=True)
class SshTarget:
    """Whom to log in to; ``user`` and ``port`` are the client's own choice where not given."""

    host: str
    user: str = ""
    port: int | None = None

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port else ""
        return f"ssh://{self.user}@{host}{port}" if self.user else f"ssh://{host}{port}"


def parse_ssh_target(text: str) -> SshTarget:
    """The target ``ssh://[user@]host[:port]``. Raises ``InputError`` for anything else."""
    shown = printable(text)[:100]
    scheme, found, rest = text.partition("://")
    if scheme != "ssh" or not found or len(text) > 400:
        raise InputError(f"the server {shown} is not one of: local, ssh://user@host")
    user, at, place = rest.rstrip("/").rpartition("@")
    host, port = _host_and_port(place)
    if host is None or (at and not _USER.fullmatch(user)):
        raise InputError(f"the server {shown} is not of the form ssh://user@host or ssh://host:22")
    if port is not None and not 1 <= port <= 65535:
        raise InputError(f"the port of the server {shown} is not a number from 1 to 65535")
    return SshTarget(host, user, port)


def _host_and_port(place: str) -> tuple[str | None, int | None]:
    bracketed = _ADDRESS.match(place)
    name, rest = (bracketed[1], place[bracketed.end() :]) if bracketed else _split(place)
    if not bracketed and not _HOST.fullmatch(name):
        return None, None
    if not rest:
        return name, None
    number = re.fullmatch(r":(\d{1,6})", rest)
    return (name, int(number[1])) if number else (None, None)


def _split(place: str) -> tuple[str, str]:
    name, colon, port = place.partition(":")
    return name, f"{colon}{port}"


class SshShell:
    """A ``world.Shell`` over one shared connection, closed at the end of the context."""

    def __init__(self, target: SshTarget, connect_timeout_s: int = 10) -> None:
        self.target = target
        self._folder = tempfile.mkdtemp(prefix="mailmend-")
        self._options = _options(target, f"{self._folder}/ctl", connect_timeout_s)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the shared connection."""
        command = ["ssh", *self._options, "-O", "exit", "--", self.target.host]
        await run_bounded(command, _environment(), 5)
        shutil.rmtree(self._folder, ignore_errors=True)

    async def run(
        self, argv: Sequence[str], timeout_s: float = 15.0, given: str | Secret = ""
    ) -> CommandResult:
        """The result of one command there. Raises ``ShellLost`` where the login fails."""
        words = ["env", "LC_ALL=C", f"PATH={PATH}", "sh", "-c", _KEEP_255, "sh", *argv]
        command = ["ssh", *self._options, "--", self.target.host, shlex.join(words)]
        result = await run_bounded(command, _environment(), timeout_s + 15, given)
        if result.status == 127 and result.stderr.startswith("ssh: no such program"):
            raise ShellLost("there is no ssh client on this machine")
        if result.status == FAILED:
            raise ShellLost(_why(result.stderr))
        return result


def _options(target: SshTarget, control: str, timeout_s: int) -> list[str]:
    settings = {
        "BatchMode": "yes",
        "StrictHostKeyChecking": "yes",
        "ConnectTimeout": str(timeout_s),
        "ServerAliveInterval": "5",
        "ServerAliveCountMax": "3",
        "ClearAllForwardings": "yes",
        "ForwardAgent": "no",
        "ForwardX11": "no",
        "PermitLocalCommand": "no",
        "RequestTTY": "no",
        "ControlMaster": "auto",
        "ControlPath": control,
        "ControlPersist": "30",
    }
    words = [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]
    words += ["-l", target.user] if target.user else []
    words += ["-p", str(target.port)] if target.port else []
    return words


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {"PATH": os.environ.get("PATH", PATH), "LC_ALL": "C", **kept}


def _why(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if not line.startswith(("@", "Warning", "debug"))]
    return printable((telling or lines or ["the connection was closed"])[-1])[:300]
