"""Read a case file, TOML or JSON, into the mapping that ``case_from_mapping`` takes.

Every fault of the file becomes an ``InputError`` of one line that says where it is.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping

from mailmend.case import InputError, printable

MAX_BYTES = 256 * 1024
MAX_DOTS = 500


def read_case_file(data: bytes) -> Mapping[str, object]:
    """The top-level table of the file. Raises ``InputError``."""
    if len(data) > MAX_BYTES:
        raise InputError("the case file is larger than 256 KiB; a case is a page of text")
    text = _text(data)
    if text.lstrip().startswith(("{", "[{")):
        return _json(text)
    return _toml(text)


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("the case file is saved as UTF-16; save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise InputError(
            f"the case file is not UTF-8 text (line {line}); save it as UTF-8"
        ) from None
    if "\0" in text:
        raise InputError("the case file is not a text file")
    if not text.strip():
        raise InputError("the case file is empty")
    return text


def _toml(text: str) -> Mapping[str, object]:
    """TOML, unless a line could hold a dotted key whose work grows with its square."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MAX_DOTS:
            raise InputError(
                f"the case file has more than {MAX_DOTS} dots in line {number}; break it"
            )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise InputError(f"the case file is not valid TOML: {_one_line(problem)}") from None
    except (RecursionError, ValueError) as problem:
        raise InputError(f"the case file is not usable: {_one_line(problem)}") from None


def _json(text: str) -> Mapping[str, object]:
    """JSON; half a surrogate pair, which no other text can carry, is refused by encoding it."""
    try:
        found = json.loads(text, object_pairs_hook=_unique)
        json.dumps(found, ensure_ascii=False).encode()
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        raise InputError(
            f"the case file is not valid JSON: {_one_line(problem.msg)} ({where})"
        ) from None
    except (RecursionError, ValueError) as problem:
        raise InputError(f"the case file is not usable: {_one_line(problem)}") from None
    if not isinstance(found, dict):
        raise InputError("the case file must hold one JSON object, not a list")
    return found


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{printable(twice)[:60]} is given twice")
    return found


def _one_line(problem: object) -> str:
    return printable(" ".join(str(problem).split()))[:200]
