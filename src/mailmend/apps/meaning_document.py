"""Readings of a text as the ``mailmend.meaning/1`` document of the contract."""

from __future__ import annotations

from mailmend.errors import Reading
from mailmend.errors.next_step import next_step

SCHEMA = "mailmend.meaning/1"
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
