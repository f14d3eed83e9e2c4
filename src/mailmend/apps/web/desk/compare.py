"""What differs between two runs of a case: verdicts, settings, what was seen. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mailmend.apps.render.phrases import FIELD_NAMES, value_words

FIELDS_SHOWN = 60
FACTS_SHOWN = 60
_TABLES = ("device", "incoming", "outgoing")
_RANK = {"proven": 0, "likely": 1, "possible": 2}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing with its value in the first and in the second run."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side; ``gone`` and ``new`` are facts in words."""

    verdicts: tuple[Difference, ...]
    settings: tuple[Difference, ...]
    working: tuple[Difference, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.verdicts or self.settings or self.working or self.gone or self.new)


def compared(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    seen_before: Mapping[str, Any],
    seen_after: Mapping[str, Any],
) -> Comparison:
    """The differences of two reports and of the evidence kept beside them."""
    first, second = _lines(seen_before), _lines(seen_after)
    return Comparison(
        verdicts=tuple(_verdicts(before, after)),
        settings=differing(before.get("case") or {}, after.get("case") or {}),
        working=differing(
            before.get("working_settings") or {}, after.get("working_settings") or {}
        ),
        gone=tuple(line for line in first if line not in second)[:FACTS_SHOWN],
        new=tuple(line for line in second if line not in first)[:FACTS_SHOWN],
    )


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The fields of two cases, or of two sets of settings, that are not the same."""
    one, other = dict(_fields(before)), dict(_fields(after))
    found = (
        Difference(
            FIELD_NAMES.get(name, name.replace("_", " ").replace(".", ": ")),
            _said(name, one.get(name)),
            _said(name, other.get(name)),
        )
        for name in dict.fromkeys((*one, *other))
        if one.get(name) != other.get(name)
    )
    return tuple(found)[:FIELDS_SHOWN]


def _verdicts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    if before.get("sends") != after.get("sends"):
        yield Difference("sends", str(before.get("sends")), str(after.get("sends")))
    one, other = _statuses(before), _statuses(after)
    names = sorted({*one, *other}, key=lambda name: (_best(one, other, name), name))
    for name in names:
        was, is_ = one.get(name, "open"), other.get(name, "open")
        if was != is_ and _best(one, other, name) < len(_RANK):
            yield Difference(name, was, is_)


def _statuses(report: Mapping[str, Any]) -> dict[str, str]:
    return {str(each["cause"]): str(each["status"]) for each in report.get("verdicts", ())}


def _best(one: Mapping[str, str], other: Mapping[str, str], name: str) -> int:
    ranks = (_RANK.get(each.get(name, ""), len(_RANK)) for each in (one, other))
    return min(ranks)


def _fields(tables: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in tables.items():
        match value:
            case dict():
                for name, inner in value.items():
                    yield f"{key}.{name}", inner
            case list():
                yield key, str(value)
            case _:
                yield key, value


def _said(name: str, value: Any) -> str:
    if value is None:
        return "not known"
    return value_words(name, value if isinstance(value, str | int | bool) else str(value))


def _lines(seen: Mapping[str, Any]) -> dict[str, None]:
    """The facts in words, each once, in their order."""
    return dict.fromkeys(str(words[0]) for words in seen.get("facts", {}).values())
