"""The transaction on the server, as seen from here: one call a phase, one word back."""

from __future__ import annotations

import base64
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from mailmend.case import printable
from mailmend.mending.plan import Plan
from mailmend.mending.unpack import Who, unpack_text
from mailmend.secret import Secret
from mailmend.world import CommandResult, Shell

BASE = "/var/lib/mailmend"
PHASE_S = 150.0
TOOLS = (
    *("sha256sum", "base64", "flock", "timeout", "setsid", "stat", "sync", "mv", "cp", "ln"),
    *("cut", "sort", "find", "tail", "head", "date", "cmp", "grep", "tr"),
)
Word = Literal["ok", "refused", "foreign", "failed", "late", "busy"]
_LAST = re.compile(r"^mailmend-agent (ok|refused|foreign|failed|late|busy) (.*)$", re.MULTILINE)
_ENTER = f"""id -u
for t in {" ".join(TOOLS)}; do command -v $t >/dev/null || echo "lacks $t"; done
stat -c %m / >/dev/null || echo "lacks GNU stat"
echo mailmend-ready"""


class NoHand(Exception):
    """No repair can be made on this server; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Said:
    """How a phase ended; ``output`` is what the server's programs said in it, bounded."""

    word: Word
    text: str
    output: str = ""

    @property
    def ok(self) -> bool:
        """Whether the phase did what it is for."""
        return self.word == "ok"


class Rooted:
    """A ``world.Shell`` whose commands are run with these words before them, such as ``sudo``."""

    def __init__(self, shell: Shell, prefix: tuple[str, ...]) -> None:
        self._shell, self._prefix = shell, prefix

    async def run(
        self, argv: Sequence[str], timeout_s: float = 15.0, given: str | Secret = ""
    ) -> CommandResult:
        """The result of one command. Raises ``ShellLost``."""
        return await self._shell.run((*self._prefix, *argv), timeout_s, given)


class Agent:
    """The hand on one server; root by login or by ``sudo`` that asks for no password.

    ``program`` is the text for ``sh`` that keeps a repair there.
    """

    def __init__(self, shell: Shell, program: str, base: str = BASE) -> None:
        self._shell, self._program = shell, program
        self._base = base
        self._prefix: tuple[str, ...] = ()

    async def enter(self) -> None:
        """See that repairs can be made here; changes nothing. Raises ``NoHand``, ``ShellLost``."""
        found = await self._shell.run(("sh", "-c", _ENTER))
        if not found.ok or "mailmend-ready" not in found.stdout.splitlines():
            raise NoHand(f"the login gives no ordinary shell ({_first(found.stderr)})")
        if found.stdout.splitlines()[0] != "0":
            self._prefix = ("sudo", "-n", "--")
            found = await self._shell.run((*self._prefix, "sh", "-c", _ENTER))
            if not found.ok or found.stdout.splitlines()[0] != "0":
                raise NoHand(f"root is needed: log in as root, or allow sudo without a password "
                             f"({_first(found.stderr)})")  # fmt: skip
        lacking = [line[6:] for line in found.stdout.splitlines() if line.startswith("lacks ")]
        if lacking:
            raise NoHand(f"the server lacks {', '.join(lacking)}")

    def rooted(self) -> Shell:
        """The same login as root, for looking."""
        return Rooted(self._shell, self._prefix)

    def over(self, shell: Shell) -> Agent:
        """The same hand over another connection."""
        other = Agent(shell, self._program, self._base)
        other._prefix = self._prefix
        return other

    async def lay_down(self, id_: str, plan: Plan, who: Who) -> Said:
        """Bring the repair to the server; nothing is touched. Raises ``InputError``."""
        text = unpack_text(id_, plan, who, self._program, self._base)
        argv = (*self._prefix, "sh", "-s")
        result = await self._shell.run(argv, PHASE_S, given=text)
        if result.ok and result.stdout.strip().endswith("unpacked"):
            return Said("ok", "unpacked")
        return Said("refused", f"nothing can be written on the server: {_first(result.stderr)}")

    async def prepare(self, id_: str, seconds: int) -> Said:
        """Back up, lay the new bytes beside the files, and start the server's own timer."""
        return await self._call(f"{self._base}/fixes/{id_}/agent", "prepare", id_, str(seconds))

    async def phase(self, verb: str, id_: str, *more: str) -> Said:
        """One further phase: apply, check, reload, confirm, rollback, undo."""
        return await self._call(f"{self._base}/fixes/{id_}/agent", verb, id_, *more)

    async def recover(self) -> Said:
        """Finish what was cut off. A server without repairs is left alone."""
        return await self._here("recover")

    async def list(self) -> Said:
        """The repairs of this server, a JSON object on each line of ``output``."""
        return await self._here("list")

    async def read(self, id_: str, number: int, which: str) -> bytes | None:
        """What a repair keeps of a file: ``old`` or ``new``; ``None`` where it cannot be read."""
        return await self.content(f"{self._base}/fixes/{id_}/edits/{number}/{which}")

    async def content(self, path: str) -> bytes | None:
        """The bytes of a file of the server; ``None`` where it cannot be read."""
        found = await self._shell.run((*self._prefix, "base64", "--", path))
        return base64.b64decode(found.stdout) if found.ok else None

    async def _here(self, verb: str) -> Said:
        argv = (*self._prefix, *self._state(), "sh", "-s", "--", verb)
        result = await self._shell.run(argv, PHASE_S, given=self._program)
        return _said(result.stdout, result.stderr)

    async def _call(self, *words: str) -> Said:
        argv = (*self._prefix, *self._state(), "sh", *words)
        result = await self._shell.run(argv, PHASE_S)
        return _said(result.stdout, result.stderr)

    def _state(self) -> tuple[str, ...]:
        return () if self._base == BASE else ("env", f"MAILMEND_STATE={shlex.quote(self._base)}")


def _said(output: str, errors: str) -> Said:
    found = [*_LAST.finditer(output)]
    if not found:
        return Said("failed", f"the server's answer broke off ({_first(errors)})", output[-2000:])
    last = found[-1]
    return Said(cast("Word", last[1]), printable(last[2])[:300], output[: last.start()])


def _first(text: str) -> str:
    line = next((one for one in text.splitlines() if one.strip()), "no words")
    return printable(line)[:200]
