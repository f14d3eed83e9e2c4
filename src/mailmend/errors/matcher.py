"""Find many phrases in one text at once: the leftmost ones, the longest where several start."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

Hit = tuple[int, int, int]
"""Index of the phrase, start and end in the text."""

Finder = Callable[[str], Sequence[Hit]]


def plain_finder(phrases: Sequence[str]) -> Finder:
    """The finder in plain Python: every occurrence, then overlaps resolved left to right."""

    def find(text: str) -> list[Hit]:
        return _leftmost_longest(_every(phrases, text))

    return find


def plain_overlapping_finder(phrases: Sequence[str]) -> Finder:
    """Every occurrence of every phrase, in plain Python."""

    def find(text: str) -> list[Hit]:
        return list(_every(phrases, text))

    return find


def _every(phrases: Sequence[str], text: str) -> Iterator[Hit]:
    for index, phrase in enumerate(phrases):
        start = text.find(phrase)
        while start >= 0:
            yield index, start, start + len(phrase)
            start = text.find(phrase, start + 1)


def _leftmost_longest(found: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    taken = 0
    for hit in sorted(found, key=lambda hit: (hit[1], -hit[2])):
        if hit[1] >= taken:
            kept.append(hit)
            taken = hit[2]
    return kept


def finder(phrases: Sequence[str]) -> Finder:
    """A finder of `phrases`: an Aho-Corasick automaton where `ahocorasick_rs` is installed.

    The phrases must be distinct and not empty.
    """
    try:
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
    except ImportError:
        return plain_finder(phrases)
    automaton = AhoCorasick(
        list(phrases),
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.ContiguousNFA,
        store_patterns=False,
    )
    find: Finder = automaton.find_matches_as_indexes
    return find


def overlapping_finder(phrases: Sequence[str]) -> Finder:
    """A finder of every occurrence, those inside others too, in no order that can be relied on.

    Meant for some hundred phrases: compiling is slower than for `finder`, searching faster.
    """
    try:
        from ahocorasick_rs import AhoCorasick, Implementation
    except ImportError:
        return plain_overlapping_finder(phrases)
    automaton = AhoCorasick(list(phrases), implementation=Implementation.DFA, store_patterns=False)
    return partial(automaton.find_matches_as_indexes, overlapping=True)
