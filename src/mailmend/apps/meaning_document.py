"""Readings of a text as the ``mailmend.meaning/1`` document of the contract."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter

from mailmend.errors import Reading
from mailmend.errors.next_step import next_step
from mailmend.errors.patterns import rx

SCHEMA = "mailmend.meaning/1"
_NAMES = tuple(field.name for field in fields(Reading) if field.name != "text")
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_but_for_its_text = attrgetter(*_NAMES)
_OPTIONAL = ("alert", "rules_out", "host", "port", "address")


def document(readings: tuple[Reading, ...]) -> dict[str, object]:
    """The document; the best reading stands first."""
    return {
        "schema": SCHEMA,
        "readings": [_row(each) for each in readings],
        "next": next_step(readings),
    }


def _row(each: Reading) -> dict[str, object]:
    row: dict[str, object] = {
        "meaning": each.meaning,
        "stage": each.stage,
        "permanent": each.permanent,
        "code": each.code,
        "enhanced": each.enhanced,
        "client": each.client,
        "server": each.server,
        "causes": list(each.causes),
        "confidence": round(each.confidence, 3),
        "text": each.text,
    }
    more = {name: getattr(each, name) for name in _OPTIONAL if getattr(each, name)}
    return row | {
        name: list(value) if isinstance(value, tuple) else value for name, value in more.items()
    }


def as_line(readings: tuple[Reading, ...]) -> str:
    """The document as one line of JSON, without the line's end.

    In bulk the same things are said of many texts: what surrounds a text is kept.
    """
    if len(readings) != 1:
        return _json(document(readings))
    before, after = _around(_but_for_its_text(readings[0]))
    return f"{before}{_json(readings[0].text)}{after}"


def _json(value: object) -> str:
    """JSON with its letters as they are; half a surrogate pair cannot be written but escaped."""
    written = _ENCODE(value)
    return (
        written
        if written.isascii() or not rx("[\ud800-\udfff]").search(written)
        else json.dumps(value)
    )


@lru_cache(maxsize=4096)
def _around(values: tuple[object, ...]) -> tuple[str, str]:
    said = Reading(**dict(zip(_NAMES, values, strict=True)))  # type: ignore[arg-type]  # as attrgetter gave them
    before, _, after = _json(document((said,))).rpartition('"text": ""')
    return f'{before}"text": ', after
