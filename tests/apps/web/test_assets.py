"""Static files."""

from __future__ import annotations

import hashlib
import re

from mailmend.apps.web.pages import STATIC, asset
from tests.apps.web.site import Site

VENDOR = STATIC / "vendor"


def test_the_vendored_scripts_are_those_that_were_reviewed() -> None:
    """By their hashes, each listed and none besides."""
    listed = dict(line.split()[::-1] for line in (VENDOR / "SHA256SUMS").read_text().splitlines())
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")
    }
    assert found == listed


def test_an_address_changes_with_the_content(alone: Site) -> None:
    """So that it may be kept for ever."""
    address = asset("mailmend.css")
    assert re.fullmatch(r"/static/mailmend\.css\?v=[0-9a-f]{12}", address)
    http = alone.visitor().http
    assert "immutable" in http.get(address).headers["cache-control"]
    assert "immutable" not in http.get("/static/mailmend.css").headers["cache-control"]


def test_nothing_outside_the_folder_is_given_out(alone: Site) -> None:
    """However the path is written."""
    http = alone.visitor().http
    for path in ("../app.py", "%2e%2e/app.py", "..%2fapp.py", "/etc/passwd", "vendor", ""):
        assert http.get(f"/static/{path}").status_code in (400, 404, 405), path


def test_colours_are_readable() -> None:
    """Text on its ground has a contrast of 4.5 at least (WCAG 2.2, 1.4.3), light and dark."""
    text = (STATIC / "mailmend.css").read_text()
    light, dark = re.findall(r":root \{([^}]*)\}", text)
    for theme in (light, dark):
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", theme))
        for ink, ground in PAIRS:
            ratio = _contrast(colours[ink], colours[ground])
            assert ratio >= 4.5, (ink, ground, ratio)


PAIRS = [
    *(("ink", ground) for ground in ("paper", "card", "good-soft", "bad-soft", "warn-soft")),
    *(("soft", ground) for ground in ("paper", "card")),
    *(("brand", ground) for ground in ("paper", "card", "brand-soft")),
    ("on-brand", "brand"),
    *((each, f"{each}-soft") for each in ("good", "bad", "warn")),
    ("good", "card"),
    ("bad", "card"),
    ("bad", "paper"),
]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
