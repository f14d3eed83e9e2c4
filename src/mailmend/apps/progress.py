"""Progress on standard error: one line that changes, and only on a terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from mailmend.case import printable

if TYPE_CHECKING:
    from mailmend.flow import Progress

CLEAR = "\r\x1b[K"
WIDTH = 78
WORDS = {
    "names": "asking names of",
    "connect": "talking to",
    "login": "trying the login at",
    "mailbox": "looking into the mailbox at",
    "experiment": "trying something else at",
}


class Line:
    """A context in which ``tell`` may be called; leaves the terminal as it was."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()

    def tell(self, step: Progress) -> None:
        """Show what is being done now."""
        if not self._shown:
            return
        port = f" port {step.port}" if step.port else ""
        words = f"{WORDS.get(step.step, step.step)} {step.host}{port}"
        sys.stderr.write(f"{CLEAR}{printable(words)[:WIDTH]}")
        sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            sys.stderr.write(CLEAR)
            sys.stderr.flush()
