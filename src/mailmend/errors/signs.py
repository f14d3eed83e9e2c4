"""Words that betray a server, a log, a client or a stage, all found in one pass over a text."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from mailmend.errors.matcher import Finder, overlapping_finder
from mailmend.errors.patterns import rx

Kind = Literal["server", "log", "stage", "mark", "anchor", "client", "mail"]
"""What a sign tells: the software a reply is of, the server a log line is of, the command that
was answered, that a server's reply follows, the alert it may belong to, the mail program, or only
that mail is spoken of."""

_EXACT = frozenset({"server", "log", "client"})
"""Signs of these kinds stand as they are written, upper and lower case told apart."""


Sign = tuple[str, int, int]
"""A sign found: what it stands for, and where it begins and ends in the text."""

Signs = Mapping[Kind, Sequence[Sign]]
_NONE: Signs = {}


class _Entry(NamedTuple):
    """What a text is a sign of; `written` is how it must stand there, None where case is free."""

    kind: Kind
    means: str
    written: str | None


@cache
def _book() -> tuple[Finder, tuple[tuple[_Entry, ...], ...]]:
    table: dict[str, list[_Entry]] = {}
    for text, entry in _entries():
        table.setdefault(text.lower(), []).append(entry)
    return overlapping_finder(tuple(table)), tuple(map(tuple, table.values()))


def _entries() -> Iterator[tuple[str, _Entry]]:
    from mailmend.errors import about, apple, client_words, embedded, parts, servers, whose_log

    tables: tuple[tuple[Kind, Mapping[str, Sequence[str]]], ...] = (
        ("server", servers.SIGNS),
        ("log", whose_log.SIGNS),
        ("stage", parts.STAGES_NAMED),
        ("mark", {"": embedded.MARKS}),
        ("anchor", {anchor: (anchor,) for anchor in apple.anchors()}),
        ("client", client_words.CLIENTS),
        ("mail", {"": about.IN_WORDS.split()}),
    )
    for kind, table in tables:
        for means, texts in table.items():
            for text in texts:
                yield text, _Entry(kind, means, text if kind in _EXACT else None)


@lru_cache(maxsize=32)
def signs(text: str) -> Signs:
    """Every sign in `text` by its kind, in no order.

    The last texts are remembered, because several readers ask about the same one.
    """
    find, entries = _book()
    hits = find(_lower(text))
    if not hits:
        return _NONE
    found: dict[Kind, list[Sign]] = {}
    for index, start, end in hits:
        for kind, means, written in entries[index]:
            if written is not None and text[start:end] != written:
                continue
            if kind in found:
                found[kind].append((means, start, end))
            else:
                found[kind] = [(means, start, end)]
    return found


def first(text: str, kind: Kind) -> str | None:
    """What the first sign of a kind stands for, the longest where several begin there."""
    found = signs(text).get(kind)
    if not found:
        return None
    return found[0][0] if len(found) == 1 else min(found, key=_place)[0]


def _place(sign: Sign) -> tuple[int, int]:
    return sign[1], -sign[2]


def _lower(text: str) -> str:
    """`text` in lower case, character for character, without halves of surrogate pairs."""
    low = text.lower()
    if low.isascii():
        return low
    if len(low) != len(text):
        low = "".join([char.lower() if len(char.lower()) == 1 else char for char in text])
    return rx("[\ud800-\udfff]").sub("\ufffd", low)
