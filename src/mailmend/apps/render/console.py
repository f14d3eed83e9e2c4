"""The library's console, but a reader who goes away is left to the caller."""

from __future__ import annotations

from rich.console import Console


class PipedConsole(Console):
    """A console on which a broken pipe stays a BrokenPipeError."""

    def on_broken_pipe(self) -> None:
        """Raise what the library would end the program for."""
        raise BrokenPipeError
