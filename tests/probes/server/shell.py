"""A server under a test's hand: known outputs of commands, known files, known names."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import TypeVar

from mailmend.facts import DnsAnswer
from mailmend.probes.server.host import Host
from mailmend.secret import Secret
from mailmend.world import CommandResult

Result = TypeVar("Result")
READ = 'test -f "$1" && head -c "$2" -- "$1"'


class Scripted:
    """A shell whose commands have known outputs; all others are not there.

    A command wrapped in ``sh -c`` answers as the command itself; ``given`` keeps what was fed.
    """

    def __init__(
        self, outputs: dict[str, str | CommandResult], files: dict[str, str] | None = None
    ) -> None:
        self.outputs, self.files = outputs, files or {}
        self.changed: dict[str, int] = {}
        self.given: list[tuple[str, str | Secret]] = []

    async def run(
        self, argv: Sequence[str], timeout_s: float = 15.0, given: str | Secret = ""
    ) -> CommandResult:
        """The known output."""
        words = inner(argv)
        if given:
            self.given.append((" ".join(words), given))
        if words[0] == "stat":
            return self._stat(words[words.index("--") + 1 :])
        if tuple(argv[2:3]) == (READ,):
            text = self.files.get(argv[4])
            return CommandResult(1) if text is None else CommandResult(0, text)
        found = self.outputs.get(" ".join(words))
        if isinstance(found, CommandResult):
            return found
        return CommandResult(127) if found is None else CommandResult(0, found)

    def _stat(self, paths: Sequence[str]) -> CommandResult:
        there = "".join(
            f"regular file|644|root|root|{len(self.files[path])}|"
            f"{self.changed.get(path, 1700000000)}|{path}\n"
            for path in paths
            if path in self.files
        )
        gone = [path for path in paths if path not in self.files]
        said = "".join(f"stat: cannot statx '{one}': No such file or directory\n" for one in gone)
        return CommandResult(1 if gone else 0, there, said)


def inner(argv: Sequence[str]) -> tuple[str, ...]:
    """The command that a wrapping ``sh -c`` runs, or the command itself."""
    if list(argv[:2]) != ["sh", "-c"]:
        return tuple(argv)
    if argv[2] == READ:
        return ("head", argv[4])
    taken = 5 if "shift" in argv[2] else 4
    return tuple(argv[taken:])


class Names:
    """Known names; nobody answers for others."""

    def __init__(self, known: dict[tuple[str, str], tuple[str, ...]] | None = None) -> None:
        self.known = known or {}

    async def ask(self, name: str, rtype: str) -> DnsAnswer:
        """The known records."""
        found = self.known.get((name, rtype), ())
        return DnsAnswer(name=name, rtype=rtype, status="ok" if found else "nodata", records=found)

    async def ask_authority(self, name: str, rtype: str) -> DnsAnswer | None:
        """No zone's server can be reached."""
        return None


def host(shell: Scripted, names: Names | None = None) -> Host:
    """The server as probes see it."""
    return Host(shell, names or Names())


def run(work: Coroutine[None, None, Result]) -> Result:
    """The end of one probe."""
    return asyncio.run(work)
