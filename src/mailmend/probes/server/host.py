"""The server under the hand of a probe: commands, files and sockets, each within bounds."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mailmend.configs.sockets import (
    is_here,
    socket_files,
    tcp_endpoint,
    tcp_listeners,
    under_run,
)
from mailmend.secret import Secret
from mailmend.world import CommandResult, Dns, Shell

MAX_FILE = 2 * 1024 * 1024
MAX_AT_ONCE = 8
"""Below the ten sessions that sshd allows on one connection (MaxSessions)."""
MISSING = 127
_SILENTLY = 'exec "$@" >/dev/null'
_REGULAR = 'test -f "$1" && head -c "$2" -- "$1"'
_FIRST = 'count=$1; shift; "$@" | head -c "$count"'
_AS = (
    'id -g -- "$1" >/dev/null || exit 9; '
    'exec setpriv --reuid "$1" --regid "$(id -g -- "$1")" --init-groups -- test "-$2" "$3"'
)
_FITTING = 'wanted=$1; shift; "$@" | grep -aE -e "$wanted"'
ELSEWHERE = "someone@elsewhere.invalid"
"""Stands for a recipient of another server whose address is not known."""


@dataclass(frozen=True, slots=True)
class View:
    """Whose mail it is about; an empty field is not known.

    ``host`` is the outgoing server's name on the device, ``address`` the mailbox. ``client`` is the
    device's address and ``further`` its other ones: a phone may come by IPv4 and by IPv6.
    """

    client: str = ""
    helo: str = ""
    sender: str = ""
    login: str = ""
    recipient: str = ""
    domain: str = ""
    host: str = ""
    address: str = ""
    further: tuple[str, ...] = ()

    @property
    def clients(self) -> tuple[str, ...]:
        """All that is known of the device's addresses."""
        return tuple(dict.fromkeys(filter(None, (self.client, *self.further))))


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as ``stat`` shows it; ``exists`` is ``None`` where that could not be seen.

    ``changed`` is when its content was last written, in seconds since 1970.
    """

    exists: bool | None
    kind: str = ""
    mode: int = 0
    owner: str = ""
    group: str = ""
    size: int = 0
    changed: int = 0


class Host:
    """Runs commands on the server, each once; ``commands`` are those that were run."""

    def __init__(self, shell: Shell, dns: Dns) -> None:
        self._shell = shell
        self.dns = dns
        self.commands: list[str] = []
        self._known: dict[tuple[str, ...], asyncio.Task[CommandResult]] = {}
        self._turn = asyncio.Semaphore(MAX_AT_ONCE)

    async def run(self, *argv: str) -> CommandResult:
        """The result of a command that only reads. Raises ``ShellLost``."""
        if argv not in self._known:
            self._known[argv] = asyncio.create_task(self._run(argv))
        return await self._known[argv]

    async def _run(self, argv: Sequence[str]) -> CommandResult:
        async with self._turn:
            self.commands.append(shlex.join(argv))
            return await self._shell.run(argv)

    async def silently(self, *argv: str) -> CommandResult:
        """The same with what it prints thrown away there, since it may be a secret."""
        return await self.run("sh", "-c", _SILENTLY, "sh", *argv)

    async def first(self, count: int, *argv: str) -> CommandResult:
        """The same with what it prints cut there after that many bytes."""
        return await self.run("sh", "-c", _FIRST, "sh", str(count), *argv)

    async def fitting(self, pattern: str, *argv: str) -> CommandResult:
        """The same with only those lines that fit an extended regular expression."""
        return await self.run("sh", "-c", _FITTING, "sh", pattern, *argv)

    async def give(self, given: str | Secret, *argv: str) -> CommandResult:
        """The result of a command that reads ``given``; it is run each time it is asked for."""
        async with self._turn:
            self.commands.append(shlex.join(argv))
            return await self._shell.run(argv, given=given)

    async def output(self, *argv: str) -> str | None:
        """What a command prints; ``None`` where it failed."""
        result = await self.run(*argv)
        return result.stdout if result.ok else None

    async def stat(self, path: str) -> FileState:
        """The file's state, links followed."""
        return (await self.stats(path))[path]

    async def stats(self, *paths: str) -> dict[str, FileState]:
        """The state of each of these files."""
        result = await self.run("stat", "-L", "-c", "%F|%a|%U|%G|%s|%Y|%n", "--", *paths)
        found = dict(filter(None, map(_state, result.stdout.split("\n"))))
        gone = {
            path
            for line in result.stderr.split("\n")
            for path in paths
            if f"'{path}'" in line and ("No such file" in line or "Not a directory" in line)
        }
        return {
            path: found.get(path) or FileState(False if path in gone else None) for path in paths
        }

    async def may(self, user: str, right: Literal["r", "w"], path: str) -> bool | None:
        """Whether that user may read or write a path, as the system itself judges it.

        Access lists and the folders above count. ``None`` where it cannot be tried, as only root
        can.
        """
        tried = await self.run("sh", "-c", _AS, "sh", user, right, path)
        if tried.status == 1 and not tried.stderr.strip():
            return False
        return True if tried.status == 0 else None

    async def read(self, path: str) -> str | None:
        """The text of a regular file of at most 2 MiB; ``None`` where it cannot be read."""
        text = await self.output("sh", "-c", _REGULAR, "sh", path, str(MAX_FILE + 1))
        return None if text is None or len(text) > MAX_FILE else text

    async def listeners(self) -> tuple[tuple[str, int], ...] | None:
        """The TCP ports that are listened on, by local address; ``None``: not seen."""
        text = await self.output("ss", "-ltnH")
        return None if text is None else tcp_listeners(text)

    async def answers(self, endpoint: str, *folders: str) -> bool | None:
        """Whether an endpoint of this server is listened on; ``None`` where it cannot be told.

        A socket file may lie under any of ``folders``, as for a daemon in a changed root.
        """
        place = tcp_endpoint(endpoint)
        if place is not None:
            listening = await self.listeners()
            if listening is None or not is_here(place[0]):
                return None
            return any(port == place[1] for _, port in listening)
        found = await self.socket(endpoint, *folders)
        return None if found is None else bool(found)

    async def socket(self, endpoint: str, *folders: str) -> str | None:
        """The path of the socket that is listened on there, empty for none; ``None``: not seen."""
        path = endpoint.partition(":")[2] if endpoint.startswith(("unix:", "local:")) else endpoint
        text = await self.output("ss", "-lxH")
        if text is None or not text.strip():
            return None
        wanted = [under_run(f"{folder}/{path}") for folder in folders]
        if path.startswith("/"):
            wanted.append(under_run(path))
        listened = socket_files(text)
        return next((one for one in wanted if one in listened), "") if wanted else None


def _state(line: str) -> tuple[str, FileState] | None:
    """One line of ``stat`` as the path and its state."""
    parts = line.split("|", 6)
    if len(parts) < 7 or not (parts[1] + parts[4] + parts[5]).isdigit():
        return None
    kind, mode, owner, group, size, changed, path = parts
    return path, FileState(True, kind, int(mode, 8), owner, group, int(size), int(changed))
