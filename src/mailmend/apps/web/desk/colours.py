"""A brand's colour: whether it can be read (WCAG 2.2), and what it is on a dark page. Pure."""

from __future__ import annotations

import colorsys
import re

ENOUGH = 4.5
"""The contrast that text needs (success criterion 1.4.3)."""
LIGHT, DARK = "#f5f6f2", "#18201d"
"""The pages' darkest light ground and lightest dark ground on which links stand."""
_FORM = re.compile(r"#[0-9a-f]{6}\Z")
_STEPS = 200


def is_colour(text: str) -> bool:
    """Whether it has the form ``#rrggbb``, in small letters."""
    return _FORM.match(text) is not None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def is_readable(accent: str) -> bool:
    """Whether white text on it, and it on a light page, can be read."""
    return contrast(accent, LIGHT) >= ENOUGH and contrast(accent, "#ffffff") >= ENOUGH


def readable(accent: str) -> str:
    """The nearest darker shade of it that can be read on a light page."""
    return _shade(accent, LIGHT, down=True)


def on_dark(accent: str) -> str:
    """The nearest lighter shade of it that can be read on a dark page."""
    return _shade(accent, DARK, down=False)


def soft(shade: str, ground: str) -> str:
    """A ground tinted with the shade, as strongly as the shade can still be read on it."""
    for share in (0.14, 0.1, 0.06, 0.03):
        tinted = _mixed(shade, ground, share)
        if contrast(shade, tinted) >= ENOUGH:
            return tinted
    return ground


def _mixed(one: str, other: str, share: float) -> str:
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round((a * share + b * (1 - share)) * 255):02x}" for a, b in pairs)


def _shade(accent: str, ground: str, *, down: bool) -> str:
    hue, light, strength = colorsys.rgb_to_hls(*_parts(accent))
    end = 0.0 if down else 1.0
    for step in range(_STEPS + 1):
        shade = _written(hue, light + (end - light) * step / _STEPS, strength)
        if contrast(shade, ground) >= ENOUGH:
            return shade
    return "#000000" if down else "#ffffff"


def _written(hue: float, light: float, strength: float) -> str:
    parts = colorsys.hls_to_rgb(hue, light, strength)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
