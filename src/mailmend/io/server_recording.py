"""Records the commands that were run on a server, and replays them.

A recording holds the server's configuration as it was read. Values that look like passwords are
blotted out, and a secret that was given to a command is never in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailmend.io.recording import CommandRun, Recording
from mailmend.secret import Secret
from mailmend.world import CommandResult, Shell

NOT_RECORDED = "not in this recording"
_SECRET_VALUE = re.compile(
    r"(?im)^(\s*(?:[\w.-]*(?:pass(?:word|wd)?|pw|secret|bindpw|api_?key|token)[\w.-]*)\s*[=:]\s*)"
    r"(?!\S*/)(\S.*)$"
)


class RecordingShell:
    """Wraps a shell and notes down every command with its result."""

    def __init__(self, inner: Shell, recording: Recording) -> None:
        self._inner, self._recording = inner, recording

    async def run(
        self, argv: Sequence[str], timeout_s: float = 15.0, given: str | Secret = ""
    ) -> CommandResult:
        """See ``world.Shell``."""
        result = await self._inner.run(argv, timeout_s, given)
        shown = "" if isinstance(given, Secret) else given
        self._recording.commands.append(
            CommandRun(
                argv=tuple(argv),
                given=shown,
                status=result.status,
                stdout=masked(result.stdout),
                stderr=masked(result.stderr),
                cut=result.cut,
            )
        )
        return result


class ReplayShell:
    """The recorded results; a command that is not recorded could not be run."""

    def __init__(self, recording: Recording) -> None:
        self._known: dict[tuple[tuple[str, ...], str], list[CommandRun]] = {}
        for one in recording.commands:
            self._known.setdefault((one.argv, one.given), []).append(one)

    async def run(
        self, argv: Sequence[str], timeout_s: float = 15.0, given: str | Secret = ""
    ) -> CommandResult:
        """See ``world.Shell``; a command run again gives its results in order, the last again."""
        shown = "" if isinstance(given, Secret) else given
        runs = self._known.get((tuple(argv), shown))
        if not runs:
            return CommandResult(None, "", NOT_RECORDED)
        one = runs.pop(0) if len(runs) > 1 else runs[0]
        return CommandResult(one.status, one.stdout, one.stderr, one.cut)


def masked(text: str) -> str:
    """The text with the values of settings that hold a password blotted out; paths stay."""
    return _SECRET_VALUE.sub(r"\1***", text)
