"""The language of a page: chosen by the visitor, else what the browser prefers, else English."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request

from mailmend.languages import LANGUAGES, best_language, say

COOKIE = "mailmend_language"
MAX_PREFERRED = 20


def language_of(request: Request) -> str:
    """The language of the answer to this request."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return preferred(request.headers.get("accept-language", ""))


def preferred(header: str) -> str:
    """The best of an Accept-Language header (RFC 9110 section 12.5.4)."""
    rows = map(_weighted, header.split(",")[:MAX_PREFERRED])
    ranked = sorted((row for row in rows if row[0] > 0), key=lambda one: -one[0])
    return best_language(name for _, name in ranked)


def translator(language: str) -> Callable[..., str]:
    """What templates call as ``_``: the text in that language, values filled in."""

    def translate(english: str, **values: object) -> str:
        return say(language, english, **values)

    return translate


def _weighted(part: str) -> tuple[float, str]:
    name, _, rest = part.strip().partition(";")
    weight = rest.strip().removeprefix("q=")
    try:
        return (float(weight) if rest else 1.0), name.strip()
    except ValueError:
        return 0.0, name.strip()
