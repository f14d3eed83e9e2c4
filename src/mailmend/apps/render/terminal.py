"""Blocks on a terminal, or as plain text where the output is none.

Every text is made printable before it is written, so that no byte of a server reaches the
terminal as a control sequence.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from mailmend.apps.render.blocks import (
    Block,
    Bullets,
    Heading,
    Para,
    Rows,
    Said,
    Section,
    State,
    Steps,
    Stop,
    Tone,
    Transcript,
    Way,
)
from mailmend.case import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text as RichText

MAX_WIDTH = 100
PLAIN_WIDTH = 80
STYLES: dict[Tone, str] = {
    "plain": "",
    "strong": "bold",
    "good": "bold green",
    "bad": "bold red",
    "warn": "bold yellow",
    "faint": "dim",
}
STATE_STYLES: dict[State, str] = {
    "ok": "green",
    "skipped": "yellow",
    "broken": "bold red",
    "unreached": "dim",
    "unknown": "dim",
}


class Screen:
    """Draws blocks onto one stream."""

    def __init__(self, stream: TextIO | None = None, *, color: bool = True) -> None:
        from mailmend.apps.render.console import PipedConsole

        self._stream = stream or sys.stdout
        terminal = self._stream.isatty()
        self._console: Console = PipedConsole(
            file=self._stream,
            width=None if terminal else PLAIN_WIDTH,
            no_color=None if color else True,
            color_system="auto" if color and terminal else None,
            markup=False,
            highlight=False,
            emoji=False,
            soft_wrap=False,
        )
        if terminal:
            self._console.width = min(self._console.width, MAX_WIDTH)
        self._unicode = _speaks_unicode(self._stream)

    @property
    def console(self) -> Console:
        """The console behind it."""
        return self._console

    def show(self, blocks: Iterable[Block]) -> None:
        """Draw the blocks in order, a blank line before each heading but the first."""
        first = True
        for block in blocks:
            if _begins(block) and not first:
                self._console.print()
            self._block(block)
            first = False

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._line(block.text, "bold")
            case Para():
                self._line(block.text, STYLES[block.tone])
            case Said():
                self._said(block, 0)
            case Bullets():
                self._bullets(block)
            case Steps():
                self._steps(block)
            case Rows():
                self._rows(block)
            case Way():
                self._way(block)
            case Transcript():
                self._transcript(block)
            case Section():
                self._section(block)

    def _section(self, block: Section) -> None:
        for number, each in enumerate(block.blocks):
            if isinstance(each, Heading) and number:
                self._console.print()
            self._block(each)

    def _line(self, text: str, style: str = "", indent: int = 0, lead: str = "") -> None:
        """One paragraph, wrapped with its later lines under the first one's text."""
        from rich.cells import cell_len
        from rich.text import Text

        before = " " * indent + self._safe(lead)
        after = " " * cell_len(before)
        body = Text(self._safe(text), style=style)
        width = max(self._console.width - len(after), 20)
        for number, line in enumerate(self._wrapped(body, width)):
            line.rstrip()
            start = before if number == 0 else after
            self._console.print(Text(start).append_text(line), soft_wrap=True)

    def _wrapped(self, body: RichText, width: int) -> Iterable[RichText]:
        from rich.text import Text

        from mailmend.apps.render.wrapping import wrapped

        if body.cell_len == len(body):
            return body.wrap(self._console, width)
        lines = body.plain.split("\n")
        return [Text(part, body.style) for line in lines for part in wrapped(line, width)]

    def _said(self, said: Said, indent: int) -> None:
        open_, close = ("“", "”") if self._unicode else ('"', '"')
        self._line(f"{said.who} said: {open_}{said.text}{close}", "italic", indent)

    def _bullets(self, block: Bullets) -> None:
        mark = "• " if self._unicode else "- "
        for text, said in block.items:
            self._line(text, indent=1, lead=mark)
            if said is not None:
                self._said(said, 3)

    def _steps(self, block: Steps) -> None:
        self._line(block.title, "bold", 1)
        for number, step in enumerate(block.items, 1):
            first, *rest = step.split("\n")
            self._line(first, indent=2, lead=f"{number}. ".rjust(4))
            for line in rest:
                self._line(line, "cyan", 6)

    def _rows(self, block: Rows) -> None:
        from rich.cells import cell_len

        from mailmend.apps.render.wrapping import padded

        width = max((cell_len(name) for name, _ in block.rows), default=0)
        for name, value in block.rows:
            self._line(value, indent=1, lead=f"{padded(name, width)}  ")

    def _transcript(self, block: Transcript) -> None:
        self._line(block.title, "bold", 1)
        bar = "│ " if self._unicode else "| "
        for line in block.lines:
            self._line(line, "dim", 1, bar)

    def _way(self, block: Way) -> None:
        from rich.text import Text

        from mailmend.apps.render.wrapping import centred

        names, marks = Text(" "), Text(" ")
        for number, stop in enumerate(block.stops):
            style = STATE_STYLES[stop.state]
            if number:
                names.append(f" {self._arrow(stop)} ", style)
                marks.append("   ")
            names.append(stop.name, style)
            marks.append(centred(self._mark(stop), stop.name), style)
        if names.cell_len < self._console.width:
            marks.rstrip()
            self._console.print(names, marks, sep="\n", no_wrap=True)
        else:
            for stop in block.stops:
                self._line(stop.name, STATE_STYLES[stop.state], 1, f"{self._mark(stop)} ")

    def _arrow(self, stop: Stop) -> str:
        if stop.state == "broken":
            return "✗" if self._unicode else "X"
        return "→" if self._unicode else ">"

    def _mark(self, stop: Stop) -> str:
        marks = ("✓–✗·?", "o-X.?")[0 if self._unicode else 1]
        order: tuple[State, ...] = ("ok", "skipped", "broken", "unreached", "unknown")
        return marks[order.index(stop.state)]

    def _safe(self, text: str) -> str:
        shown = printable(text)
        return (
            shown
            if self._unicode
            else shown.translate(_ASCII)
            .encode(self._stream.encoding or "ascii", "backslashreplace")
            .decode(self._stream.encoding or "ascii")
        )


_ASCII = str.maketrans(
    {"→": "->", "“": '"', "”": '"', "„": '"', "…": "...", "’": "'", "•": "-", "\u00a0": " "}
)


def _begins(block: Block) -> bool:
    """Whether a block opens a part of the answer: a heading, or a section that has one first."""
    first = block.blocks[0] if isinstance(block, Section) else block
    return isinstance(first, Heading)


def _speaks_unicode(stream: TextIO) -> bool:
    encoding = (getattr(stream, "encoding", None) or "ascii").lower()
    return encoding.replace("-", "").replace("_", "") in {"utf8", "utf16", "utf32"}
