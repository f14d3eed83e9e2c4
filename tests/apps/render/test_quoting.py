"""Texts quoted on one line."""

from mailmend.apps.render.quoting import shortened


def test_long_texts_are_cut_and_say_so() -> None:
    """A server cannot fill the screen, and line breaks are gone."""
    assert shortened("a\r\n b" + "c" * 400, 10) == "a bccccccc … (393 more characters)"
