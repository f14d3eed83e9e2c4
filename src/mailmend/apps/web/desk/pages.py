"""Renders the desk's pages: in English, in the colours of the brand."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse

from mailmend.apps.web import pages
from mailmend.apps.web.desk import words
from mailmend.apps.web.desk.signed import Signed
from mailmend.apps.web.desk.theme import theme_address
from mailmend.apps.web.homograph import address_words
from mailmend.io.store.desk.tenants import ACCENT
from mailmend.languages import NAMES


@cache
def environment() -> Environment:
    """The application's templates, with the desk's words and filters."""
    made = pages.environment().overlay()
    made.filters = {**pages.environment().filters, **_FILTERS}
    made.globals = {**pages.environment().globals, "words": words, "language_names": NAMES}
    return made


def render(template: str, who: Signed | None, **values: object) -> str:
    """A page or a part of one as text; ``who`` is signed in."""
    accent = who.tenant.accent if who else ACCENT
    shared = {"who": who, "csrf": who.csrf if who else "", "theme": theme_address(accent)}
    return environment().get_template(f"desk/{template}").render(**{**shared, **values})


def desk_page(
    request: Request, template: str, who: Signed | None, status: int = 200, **values: object
) -> HTMLResponse:
    """A whole page."""
    text = render(template, who, path=request.url.path, **values)
    return HTMLResponse(text, status, {"content-language": "en"})


def moment(at: datetime) -> str:
    """A moment in UTC as people read it."""
    return f"{at:%d %b %Y, %H:%M} UTC"


def machine(at: datetime) -> str:
    """A moment for ``datetime`` attributes."""
    return at.isoformat(timespec="seconds")


def shown_address(address: str) -> str:
    """An address; one whose look deceives is shown in its plain form as well."""
    return pages.shown(address_words(address))


def typed(text: str) -> str:
    """A text to be edited or copied: what does not print is left out, but for ends of lines."""
    return "".join(char for char in text if char.isprintable() or char in "\n\t")


_FILTERS = {
    "typed": typed,
    "address": shown_address,
    "moment": moment,
    "machine": machine,
    "cause_title": words.cause_title,
    "finding": words.finding_words,
}
