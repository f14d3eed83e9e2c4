"""Untrusted text on its way to a terminal: no control, format or direction character survives."""

from __future__ import annotations

import unicodedata

from mailmend.case import printable

MAX_MARKS = 4


def one_line(text: str, limit: int = 500) -> str:
    """The text on one line, escaped and cut; a cut is marked with ``…``."""
    shown = _fewer_marks(printable(text[: 4 * limit]))
    return shown if len(shown) <= limit and len(text) <= 4 * limit else shown[: limit - 1] + "…"


def lines(text: str, limit: int = 200, width: int = 500) -> list[str]:
    """The text as lines that are each escaped and cut; at most ``limit`` of them."""
    every = text.replace("\r\n", "\n").split("\n")
    shown = [one_line(line, width) for line in every[:limit]]
    return shown if len(every) <= limit else [*shown, f"… {len(every) - limit} more lines"]


def _fewer_marks(text: str) -> str:
    """The text with at most four combining marks in a row, so that none climbs over other lines."""
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if run <= MAX_MARKS:
            kept.append(char)
    return "".join(kept)
