"""Renders pages: Jinja2 with escaping always on, in the visitor's language."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from mailmend.apps.web.desk.theme import theme_address
from mailmend.apps.web.language import language_of, translator
from mailmend.apps.web.services import services
from mailmend.apps.web.visitor import remember, visitor_of
from mailmend.case import printable
from mailmend.io.store.desk.tenants import StoredTenant
from mailmend.languages import NAMES, tag

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


@cache
def environment() -> Environment:
    """The templates; a name that is not given is a fault, not an empty place."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["shown"] = shown
    made.globals["asset"] = asset
    return made


def shown(text: object) -> str:
    """Text from outside: what does not print as itself becomes visible (then it is escaped)."""
    return "\n".join(printable(line) for line in str(text).split("\n"))


@cache
def asset(name: str) -> str:
    """The address of a static file, which changes with its content."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def render(request: Request, template: str, **values: object) -> str:
    """The page or fragment as text; ``_`` translates, ``visitor`` has the form's token."""
    language = language_of(request)
    return (
        environment()
        .get_template(template)
        .render(
            _=translator(language),
            language=language,
            html_tag=tag(language),
            languages=NAMES,
            path=request.url.path,
            **values,
        )
    )


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A whole page for this visitor, who is remembered by a cookie from now on.

    It is in the name and colour of the brand whose case it shows, if it is one's.
    """
    config = services(request).config
    visitor = visitor_of(request, config)
    brand: StoredTenant | None = getattr(request.state, "brand", None)
    text = render(
        request,
        template,
        csrf=visitor.csrf,
        organization=brand.name if brand else config.organization,
        reader=brand.name if brand else None,
        theme=theme_address(brand.accent) if brand else None,
        **values,
    )
    response = HTMLResponse(text, status)
    response.headers["content-language"] = tag(language_of(request))
    remember(response, visitor, config)
    return response
