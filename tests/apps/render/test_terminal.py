"""What stands on the terminal."""

from __future__ import annotations

import io
import re
import unicodedata

import pyte
import pytest
from rich.cells import cell_len

from mailmend.apps.fix import remedies_for
from mailmend.apps.render.compose import compose
from mailmend.apps.render.terminal import Screen
from mailmend.languages import LANGUAGES
from mailmend.report import Report
from tests.apps.build import blank_user_name, nothing_answers, only_likely, report
from tests.apps.render.hostile import hostile_report


class Stream(io.TextIOWrapper):
    """A stream that may call itself a terminal."""

    def __init__(self, *, terminal: bool, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        """As told."""
        return self._terminal

    @property
    def text(self) -> str:
        """All that was written."""
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


def drawn(
    found: Report, *, terminal: bool = False, encoding: str = "utf-8", language: str = "en"
) -> str:
    """The whole report as written to such a stream."""
    stream = Stream(terminal=terminal, encoding=encoding)
    Screen(stream).show(
        compose(found, remedies_for(found, language=language), verbose=True, language=language)
    )
    return stream.text


REPORTS = [blank_user_name, nothing_answers, only_likely, hostile_report]


@pytest.mark.parametrize("made", REPORTS)
def test_plain_output_is_80_columns_without_colours(made: object) -> None:
    """Piped output has no escape sequence and no line wider than 80 columns, links excepted."""
    assert callable(made)
    text = drawn(made())

    assert "\x1b" not in text
    assert not [line for line in text.splitlines() if len(line) > 80]


@pytest.mark.parametrize("made", REPORTS)
def test_no_character_of_a_server_controls_the_terminal(made: object) -> None:
    """Nothing but line ends and our own colours is a control or direction character."""
    assert callable(made)
    text = drawn(made())

    bad = [char for char in text if unicodedata.category(char) in {"Cc", "Cf"} and char != "\n"]
    assert not bad


def test_a_terminal_is_in_its_first_state_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hostile report changes no title, mode, colour, cursor or character set that stays."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    screen = pyte.Screen(80, 2000)
    fresh = pyte.Screen(80, 2000)

    pyte.Stream(screen).feed(drawn(hostile_report(), terminal=True).replace("\n", "\r\n"))

    assert screen.title == fresh.title == ""
    assert screen.mode == fresh.mode
    assert screen.cursor.attrs == fresh.cursor.attrs
    assert screen.charset == fresh.charset
    assert "\\x1b]0;owned" in "".join(screen.display)


def test_markup_of_a_server_stays_text() -> None:
    """Neither square brackets nor emoji names mean anything."""
    found = report(sends="no")
    from mailmend.apps.render.blocks import Para

    stream = Stream(terminal=False)
    Screen(stream).show([Para("[bold]x[/bold] :smile: [link=http://x]y[/link]")])

    assert stream.text.strip() == "[bold]x[/bold] :smile: [link=http://x]y[/link]"
    assert found.sends == "no"


def test_words_of_the_server_are_attributed_and_bounded() -> None:
    """A reader sees who said it, and a long reply is cut."""
    text = " ".join(drawn(hostile_report()).split())

    assert "the server said: “554 5.7.1" in text
    assert "more characters)" in text


def test_the_answer_comes_first_and_the_fix_before_the_evidence() -> None:
    """What is wrong, how we know, what to change; then the way, the steps, the evidence."""
    text = drawn(blank_user_name())

    order = [
        text.index(part)
        for part in (
            "alice@customer.test cannot send",
            "The outgoing user name is blank.",
            "This is proven.",
            "How we know",
            "What to change",
            "The way of the message",
            "On the iPhone (iOS 17.4)",
            "Evidence",
            "All verdicts",
        )
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_set_apart_in_every_language(language: str) -> None:
    """A blank line before a heading, the engineer's in English too; no wider than 80 columns."""
    lines = drawn(blank_user_name(), language=language).splitlines()

    for heading in ("How we know", "Evidence", "All verdicts"):
        assert lines[lines.index(heading) - 1] == ""
    assert [line for line in lines if cell_len(line) > 80] == []
    assert "\\x" not in "".join(lines)


def test_the_broken_link_is_marked() -> None:
    """The way shows where it ends and what was left out on it."""
    text = drawn(blank_user_name())

    assert "sign-in ✗ relay → recipient" in text
    assert "–        ✗         ·" in text


def test_ascii_only_where_the_locale_is() -> None:
    """An ASCII terminal gets ASCII signs and no crash."""
    text = drawn(blank_user_name(), encoding="ascii")

    assert text.isascii()
    assert "sign-in X relay > recipient" in text


def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR leaves bold at most, no colours."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")

    text = drawn(blank_user_name(), terminal=True)

    assert "\x1b[31m" not in text
    assert "\x1b[1;31m" not in text


def test_possible_causes_are_not_called_proven() -> None:
    """Where nothing is proven, the report says so and names what would settle it."""
    text = drawn(nothing_answers())

    assert "its cause is not proven" in text
    assert "cannot be told from here" in text
    assert "Ask the owner: Does it work over mobile data?" in text
    assert "What to do" not in text


def test_a_narrow_terminal_gets_the_way_as_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where eight stops do not fit beside each other they stand below each other."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")

    lines = re.sub(r"\x1b\[[0-9;]*m", "", drawn(blank_user_name(), terminal=True)).splitlines()

    assert " ✗ relay" in lines
    assert " ✓ server" in lines
    assert not [line for line in lines if len(line) > 40]


def test_likely_is_not_proven() -> None:
    """A likely cause is called that."""
    assert "could not be proven from here" in drawn(only_likely())


def test_the_way_of_signing_in_is_named_as_programs_do() -> None:
    """The settings that worked name it in the owner's language."""
    assert re.search(r"authentication +Password\n", drawn(blank_user_name()))
    assert re.search(r"uwierzytelnianie +Hasło\n", drawn(blank_user_name(), language="pl"))
