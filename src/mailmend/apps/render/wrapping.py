"""Lines of Japanese and Chinese text, whose characters take two columns and need no spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60"
_TOKEN = re.compile(rf"\s+|[{_WIDE}]|[^\s{_WIDE}]+")
_NEVER_FIRST = frozenset(
    "、。，．：；！？）」』】》〉”’,.:;!?)ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"
)
_NEVER_LAST = frozenset("（「『【《〈“‘(")


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` columns, broken where both scripts allow it.

    No line begins with a closing mark or ends with an opening one (the rule called kinsoku).
    A word that is wider than a line is broken anywhere.
    """
    lines = [""]
    for unit in _units(text):
        for part in _parts(unit, width):
            if cell_len(lines[-1] + part) <= width:
                lines[-1] += part
            else:
                lines.append(part.lstrip())
    return [line.rstrip() for line in lines]


def _units(text: str) -> Iterator[str]:
    """What stays on one line: a space, a word or a character, with the marks that belong to it."""
    unit = ""
    for token in _TOKEN.findall(text):
        if unit and not (unit[-1] in _NEVER_LAST or token[0] in _NEVER_FIRST):
            yield unit
            unit = ""
        unit += token
    if unit:
        yield unit


def _parts(unit: str, width: int) -> Iterator[str]:
    part = ""
    for character in unit:
        if cell_len(part + character) > width:
            yield part
            part = ""
        part += character
    yield part


def padded(text: str, width: int) -> str:
    """The text with spaces after it, up to that many columns."""
    return text + " " * (width - cell_len(text))


def centred(mark: str, name: str) -> str:
    """The mark in the middle of the columns that the name takes."""
    return mark.center(cell_len(name))
