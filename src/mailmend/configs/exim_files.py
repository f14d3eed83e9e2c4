"""Exim's configuration file with its includes put in place, each line with where it stands. Pure.

Macros are put in as far as they are plain text; conditions (``.ifdef``) are left as they are, and
nothing is expanded or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mailmend.configs.postfix import Place

MAX_DEPTH = 6
MAX_LINES = 50_000
MAX_MACROS = 500
_INCLUDE = re.compile(r"\s*\.include(?:_if_exists)?\s+\"?([^\s\"]+)\"?\s*$")
_MACRO = re.compile(r"([A-Z][A-Za-z0-9_]*)\s*={1,2}\s*(.*)$")


@dataclass(frozen=True, slots=True)
class Source:
    """The whole text, and the place of each of its lines."""

    text: str
    places: tuple[Place, ...]

    def place(self, line: int) -> Place:
        """Where that line of the text, from 1, stands; the main file for 0."""
        if 0 < line <= len(self.places):
            return self.places[line - 1]
        return Place(self.places[0].file if self.places else "", 0)


def includes(text: str, folder: str) -> tuple[str, ...]:
    """The files that a text includes; a relative name is below the main file's folder."""
    named = (_INCLUDE.match(line) for line in text.split("\n")[:MAX_LINES])
    found = (one[1] for one in named if one)
    return tuple(dict.fromkeys(one if one.startswith("/") else f"{folder}/{one}" for one in found))


def is_inside(path: str, folder: str) -> bool:
    """Whether a file lies in the configuration's own folder, or where such files are kept."""
    kept = (folder, "/etc", "/usr/local/etc", "/var/lib/exim4", "/usr/exim")
    return ".." not in path.split("/") and any(path.startswith(f"{one}/") for one in kept)


def assembled(path: str, files: Mapping[str, str]) -> Source:
    """The text of the main file with every include that is among ``files`` in its place."""
    folder = path.rpartition("/")[0]
    rows = []
    for place, line in _lines(path, files, folder, MAX_DEPTH):
        rows.append((place, line))
        if len(rows) >= MAX_LINES:
            break
    macros = _macros(line for _, line in rows)
    text = "\n".join(_filled(line, macros) for _, line in rows)
    return Source(text, tuple(place for place, _ in rows))


def _lines(
    path: str, files: Mapping[str, str], folder: str, depth: int
) -> Iterator[tuple[Place, str]]:
    for number, line in enumerate(files.get(path, "").split("\n"), 1):
        named = includes(line, folder)
        if named and named[0] in files and depth:
            yield from _lines(named[0], files, folder, depth - 1)
        else:
            yield Place(path, number), line


def _macros(lines: Iterator[str]) -> dict[str, str]:
    """Plain definitions before the first section (spec 6.4); a later one takes the place."""
    found: dict[str, str] = {}
    for line in lines:
        if line.startswith("begin ") or len(found) >= MAX_MACROS:
            break
        defined = _MACRO.match(line)
        if defined:
            found[defined[1]] = defined[2].strip()
    return found


def _filled(line: str, macros: Mapping[str, str]) -> str:
    """The line with the macros put in, longest names first; a definition stays as it is."""
    if not macros or _MACRO.match(line) or not any(name in line for name in macros):
        return line
    for _ in range(3):
        for name in sorted(macros, key=len, reverse=True):
            if name in line and len(line) < 20_000:
                line = line.replace(name, macros[name])
    return line
