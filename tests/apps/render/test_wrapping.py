"""Where lines of Japanese and Chinese text end, and how wide they are."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from mailmend.apps.render.wrapping import centred, padded, wrapped

TEXTS = [
    "「設定」>「メール」>「アカウント」を開き、アカウント「alice@customer.test」をタップします。",
    "打开“邮件”，前往发件箱（在邮箱列表中，只有有邮件等待时才会出现）。打开邮件，轻点发送按钮。",
    "0.2 秒で 58 件の事実を、このコンピュータから確認しました。メールは送信していません。",
]


@pytest.mark.parametrize("text", TEXTS)
def test_no_line_is_too_wide_and_nothing_is_lost(text: str) -> None:
    """Whatever the width; only spaces at the ends of lines go."""
    for width in range(24, 81):
        lines = wrapped(text, width)

        assert max(map(cell_len, lines)) <= width
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", TEXTS)
def test_marks_stay_with_what_they_belong_to(text: str) -> None:
    """No line begins with a closing mark or ends with an opening one; addresses stay whole."""
    for width in range(24, 81):
        lines = wrapped(text, width)

        assert not [line for line in lines if line[0] in "、。」）”，" or line[-1] in "「（“"]
        assert any("alice@customer.test" in line for line in lines) == ("alice" in text)


def test_a_line_is_filled_after_a_space() -> None:
    """Spaces are no better place for the end of a line than characters are."""
    assert wrapped("0.2 秒で 58 件の事実を確認", 16) == ["0.2 秒で 58 件の", "事実を確認"]


def test_a_word_wider_than_a_line_is_broken() -> None:
    """A long word of a server does not make a line too wide."""
    assert wrapped("端末" + "x" * 25, 10) == ["端末", "x" * 10, "x" * 10, "x" * 5]
    assert wrapped("", 10) == [""]


def test_columns_are_counted_not_characters() -> None:
    """A wide character takes two columns."""
    assert (padded("端末", 6), padded("ab", 6)) == ("端末  ", "ab    ")
    assert (centred("x", "ネット"), centred("x", "net")) == ("  x   ", " x ")
