"""Finding phrases: the automaton and the plain search give the same hits."""

import random
import subprocess
import sys

import pytest

from mailmend.errors.matcher import (
    finder,
    overlapping_finder,
    plain_finder,
    plain_overlapping_finder,
)

PHRASES = ("relay", "relay access denied", "access", "denied by", "ed b", "é", "日本", "本語")


@pytest.mark.parametrize("find", [finder(PHRASES), plain_finder(PHRASES)])
def test_leftmost_longest(find) -> None:  # type: ignore[no-untyped-def]
    """The leftmost hit counts, the longest of several that begin there, and none overlaps."""
    assert [hit[0] for hit in find("relay access denied by relay")] == [1, 0]
    assert [hit[0] for hit in find("access denied by")] == [2, 3]
    assert list(find("nothing")) == []


@pytest.mark.parametrize("find", [overlapping_finder(PHRASES), plain_overlapping_finder(PHRASES)])
def test_every_occurrence(find) -> None:  # type: ignore[no-untyped-def]
    """An overlapping finder also gives what stands inside another hit."""
    assert {hit[0] for hit in find("relay access denied by")} == {0, 1, 2, 3, 4}
    assert list(find("nothing")) == []


def test_positions_are_characters() -> None:
    """Positions count characters, not bytes, in any script."""
    assert list(finder(PHRASES)("é日本語")) == [(5, 0, 1), (6, 1, 3)]


def test_both_finders_agree_on_random_texts() -> None:
    """Over random texts and phrases the two finders cannot be told apart."""
    dice = random.Random(7)
    for _ in range(300):
        phrases = tuple({"".join(dice.choices("abé", k=dice.randint(1, 4))) for _ in range(8)})
        text = "".join(dice.choices("abéc", k=60))
        assert list(finder(phrases)(text)) == plain_finder(phrases)(text)
        every = sorted(plain_overlapping_finder(phrases)(text))
        assert sorted(overlapping_finder(phrases)(text)) == every


def test_readings_are_the_same_without_the_automaton() -> None:
    """Where the optional package is missing every text of the fixtures reads the same."""
    program = (
        "import json, pathlib, sys\n"
        "if sys.argv[1] == 'plain': sys.modules['ahocorasick_rs'] = None\n"
        "from mailmend.errors import explain\n"
        "texts = []\n"
        "for name in ('replies', 'client_messages', 'loglines'):\n"
        "    path = pathlib.Path(f'tests/fixtures/errors/{name}.jsonl')\n"
        "    rows = [json.loads(row) for row in path.read_text('utf-8').splitlines()]\n"
        "    texts += [row.get('text') or row['line'] for row in rows[::4]]\n"
        "print([repr(one) for text in texts for one in explain(text)])"
    )
    plain, fast = (
        subprocess.run(
            [sys.executable, "-c", program, kind], capture_output=True, text=True, check=True
        ).stdout
        for kind in ("plain", "fast")
    )
    assert plain == fast
    assert plain.startswith('["Reading(')
