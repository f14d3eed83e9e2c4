"""The language of a page."""

from __future__ import annotations

import pytest

from mailmend.apps.web.language import preferred
from tests.apps.web.site import Site


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de-AT,de;q=0.9,en;q=0.5", "de"),
        ("en;q=0.5, fr;q=0.8", "fr"),
        ("xx, pl", "pl"),
        ("de;q=0, nl", "nl"),
        ("pt-BR", "pt_BR"),
        ("zh-Hans-CN", "zh_CN"),
        ("de;q=nonsense, it", "it"),
        (",;q=,;;," * 1000, "en"),
    ],
)
def test_the_browser_says_what_it_prefers(header: str, language: str) -> None:
    """By weight, the first that there is; a broken header is English."""
    assert preferred(header) == language


def test_the_chosen_language_stays(alone: Site) -> None:
    """It wins over the browser's, and leads back to where one was."""
    visitor = alone.visitor(**{"accept-language": "de"})
    assert '<html lang="de">' in visitor.http.get("/").text
    answer = visitor.http.get("/language", params={"lang": "ja", "back": "/"})
    assert answer.headers["location"] == "/"
    assert '<html lang="ja">' in visitor.http.get("/").text


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil", "x", "/a\nb"]
)
def test_the_way_back_stays_here(alone: Site, back: str) -> None:
    """No open redirect."""
    answer = alone.visitor().http.get("/language", params={"lang": "de", "back": back})
    assert answer.headers["location"] == "/"
