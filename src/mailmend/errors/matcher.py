"""Find many phrases in one text at once: the leftmost ones, the longest where several start."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

Hit = tuple[int, int, int]
"""Index of the phrase, start and end in the text."""

Finder = Callable[[str], Sequence[Hit]]


def plain_finder(phrases: Sequence[str]) -> Finder:
    """The finder in plain Python: every occurrence, then overlaps resolved left to right."""
    every = plain_overlapping_finder(phrases)
    return lambda text: _leftmost_longest(every(text))


def plain_overlapping_finder(phrases: Sequence[str]) -> Finder:
    """Every occurrence of every phrase, in plain Python: a tree of their letters is walked."""
    root = _Node()
    for index, phrase in enumerate(phrases):
        node = root
        for char in phrase:
            node = node.setdefault(char, _Node())
        node.index = index

    def find(text: str) -> list[Hit]:
        return [hit for start in range(len(text)) for hit in _from(root, text, start)]

    return find


class _Node(dict[str, "_Node"]):
    """The next letters of the phrases that begin alike, and the phrase that ends here."""

    index: int | None = None


def _from(node: _Node, text: str, start: int) -> Iterator[Hit]:
    for end in range(start, len(text)):
        found = node.get(text[end])
        if found is None:
            return
        node = found
        if node.index is not None:
            yield node.index, start, end + 1


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
