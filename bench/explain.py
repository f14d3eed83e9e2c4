"""How well error texts are read; how fast, see `bench.explain_speed`.

    python -m bench.explain [--confusion] [--wrong] [--languages] [FILE.jsonl ...]

Accuracy is the share of texts whose first reading has the row's label, or one of its `also_ok`,
averaged over the labels so that a rare one counts as much as a frequent one. It is also given for
two halves of the rows, told apart by a hash of the text alone. `--languages` measures what is
understood of clients' messages in a language when that language's own table of words is taken
away and only its neighbours' words and the structure remain.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mailmend.errors import (
    explain,
    lexicon,
    words_east,
    words_germanic,
    words_romance,
    words_slavic,
    words_world,
)
from mailmend.errors.explain import forget

FIXTURES = Path(__file__).parents[1] / "tests" / "fixtures" / "errors"
TABLES = (words_germanic, words_romance, words_slavic, words_east, words_world)
LANGUAGE_OF = {"bs": "hr", "iw": "he", "in": "id", "nn": "nb"}


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled text and what the caller would know besides it."""

    text: str
    label: str
    also_ok: tuple[str, ...]
    stage: str | None
    mta: str | None
    locale: str | None

    @property
    def half(self) -> int:
        """Which half of the rows this one is in."""
        return zlib.crc32(self.text.encode()) & 1


def load(path: Path) -> list[Row]:
    """The rows of one file; a row of Microsoft's tables is read with its code before it."""
    return [_row(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def _row(fields: dict[str, Any]) -> Row:
    text = fields.get("text") or fields.get("line") or ""
    if fields.get("code"):
        text = f"{fields['code']} {text}"
    return Row(
        text,
        fields["label"],
        tuple(fields["also_ok"]),
        fields.get("stage"),
        fields.get("mta"),
        fields.get("locale"),
    )


def read(row: Row) -> str:
    """The label of the first reading of a row."""
    return explain(row.text, row.stage, row.mta)[0].meaning.replace("-", "_")


def right(row: Row, got: str) -> bool:
    """Whether `got` is the row's label or one that is as good."""
    return got == row.label or got in row.also_ok


def macro(rows: Sequence[Row]) -> float:
    """The share read rightly, averaged over the labels."""
    total = Counter(row.label for row in rows)
    hits = Counter(row.label for row in rows if right(row, read(row)))
    return sum(hits[label] / total[label] for label in total) / max(1, len(total))


def report(path: Path, *, confusion: bool, wrong: bool) -> None:
    """Print the accuracy over one file."""
    rows = load(path)
    readings = [(row, read(row)) for row in rows]
    hits = sum(right(row, got) for row, got in readings)
    halves = [macro([row for row in rows if row.half == half]) for half in (0, 1)]
    print(
        f"{path.name:24} {len(rows):4} texts  macro {macro(rows):.3f}  plain {hits / len(rows):.3f}"
        f"  halves {halves[0]:.3f} {halves[1]:.3f}"
    )
    missed = [(row, got) for row, got in readings if not right(row, got)]
    if confusion:
        pairs = Counter((row.label, got) for row, got in missed)
        for (label, got), times in pairs.most_common():
            print(f"    {label:22} read as {got:22} {times}")
    if wrong:
        for row, got in missed:
            print(f"    {row.label:22} read as {got:22} {row.text[:120]!r}")


@contextmanager
def without(language: str) -> Iterator[None]:
    """The program without the table of words of one language."""
    table = next((each for each in TABLES if language in each.LANGUAGES), None)
    if table is None:
        yield
        return
    kept = dict(table.LANGUAGES)
    del table.LANGUAGES[language]
    _start_afresh()
    try:
        yield
    finally:
        table.LANGUAGES.clear()
        table.LANGUAGES.update(kept)
        _start_afresh()


def _start_afresh() -> None:
    lexicon.forget()
    forget()


def leave_languages_out(rows: Iterable[Row]) -> None:
    """Print what is understood of each language without its own words."""
    by_language: dict[str, list[Row]] = {}
    for row in rows:
        if row.locale:
            code = row.locale.split("-")[0]
            by_language.setdefault(LANGUAGE_OF.get(code, code), []).append(row)
    kept: list[tuple[Row, str]] = []
    for language, own in sorted(by_language.items()):
        with without(language):
            readings = [(row, read(row)) for row in own]
        kept += readings
        share = sum(right(row, got) for row, got in readings) / len(own)
        print(f"    {language:4} {len(own):3} texts {share:.3f}")
    total = Counter(row.label for row, _ in kept)
    hits = Counter(row.label for row, got in kept if right(row, got))
    mean = sum(hits[label] / total[label] for label in total) / len(total)
    print(f"each language without its own words: macro {mean:.3f}")


def main() -> None:
    """Measure the files given, or the fixtures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--confusion", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--languages", action="store_true")
    options = parser.parse_args()
    files = options.files or sorted(FIXTURES.glob("*.jsonl"))
    for path in files:
        report(path, confusion=options.confusion, wrong=options.wrong)
    if options.languages:
        leave_languages_out(row for path in files for row in load(path))


if __name__ == "__main__":
    main()
