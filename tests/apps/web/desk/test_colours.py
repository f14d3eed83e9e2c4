"""A brand's colour can be read, or is refused with one that can."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailmend.apps.web.desk.colours import (
    DARK,
    ENOUGH,
    LIGHT,
    contrast,
    is_colour,
    is_readable,
    on_dark,
    readable,
    soft,
)
from mailmend.apps.web.desk.theme import style_sheet, theme_address
from mailmend.io.store.desk.tenants import ACCENT

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_the_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    """WCAG 2.2: known pairs, in both orders."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("text", ["#12345", "#1234567", "#GG0000", "red", "#ABCDEF", "", "#12345;"])
def test_only_the_plain_form_is_a_colour(text: str) -> None:
    """Whatever else could get into a style sheet is refused."""
    assert not is_colour(text)


def test_bright_colours_are_refused_and_dark_ones_taken() -> None:
    """The default is one that can be read."""
    assert is_readable(ACCENT)
    assert is_colour(ACCENT)
    assert not is_readable("#ffcc00")
    assert not is_readable("#777777")


@given(COLOURS)
def test_every_colour_has_a_readable_shade(colour: str) -> None:
    """On a light page and on a dark one; on buttons too."""
    light, dark = readable(colour), on_dark(colour)
    assert contrast(light, LIGHT) >= ENOUGH
    assert contrast(light, "#ffffff") >= ENOUGH
    assert contrast(dark, DARK) >= ENOUGH
    assert contrast(dark, "#10150f") >= ENOUGH
    assert contrast(light, soft(light, LIGHT)) >= ENOUGH
    assert contrast(dark, soft(dark, DARK)) >= ENOUGH


@given(COLOURS)
def test_a_colour_that_can_be_read_stays_as_it_is(colour: str) -> None:
    """Nobody's brand is repainted without need."""
    if is_readable(colour):
        assert abs(int(readable(colour)[1:], 16) - int(colour[1:], 16)) <= 0x010101


def test_the_sheet_names_the_colour_and_nothing_else() -> None:
    """Its address changes with the colour."""
    sheet = style_sheet("#0a6450")
    assert "--brand:#0a6450" in sheet
    assert sheet.count("{") == sheet.count("}")
    assert theme_address("#0a6450") == "/desk/theme/0a6450.css"
