"""Untrusted text is inert on a terminal."""

from __future__ import annotations

import unicodedata

import pyte
from hypothesis import given
from hypothesis import strategies as st

from mailmend.io.terminal import lines, one_line

HOSTILE = "\x1b[31mred\x1b]8;;http://evil\x07link\x9b2J\u202e\u200b\x00\r\x08"


def test_no_control_or_format_character_survives() -> None:
    """Escape sequences, C1, bidirectional and zero-width characters are spelled out."""
    shown = one_line(HOSTILE)
    assert all(unicodedata.category(char) not in {"Cc", "Cf"} for char in shown)
    assert "\\x1b[31mred" in shown


@given(st.text(max_size=300))
def test_a_terminal_only_prints_it(text: str) -> None:
    """A terminal that is shown the text changes no colour, title or mode, and stays on one line."""
    screen = pyte.Screen(2000, 3)
    pyte.Stream(screen).feed(one_line(text))
    assert screen.title == ""
    assert screen.cursor.y == 0
    assert screen.cursor.attrs.fg == "default"


def test_long_text_is_cut_with_a_mark() -> None:
    """500 characters on a line, 200 lines."""
    assert len(one_line("x" * 10_000)) == 500
    assert one_line("x" * 10_000).endswith("…")
    shown = lines("a\r\nb\n" * 500)
    assert shown[:2] == ["a", "b"]
    assert shown[-1] == "… 801 more lines"


def test_marks_do_not_pile_up() -> None:
    """At most four combining marks follow a letter; ordinary accents stay."""
    assert one_line("e" + "\u0301" * 100) == "e" + "\u0301" * 4
    assert one_line("é ç ü नी") == "é ç ü नी"
