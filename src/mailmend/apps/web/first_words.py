"""What the server says when it starts: where it is, and what is left to do. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import make_url

from mailmend.apps.web.config import WebConfig

_HERE = ("http://127.", "http://[::1]", "http://localhost")


def first_words(config: WebConfig, *, people: bool) -> tuple[str, ...]:
    """Lines for the one who started it; ``people``: whether anybody can sign in at the desk."""
    return tuple(_words(config, people=people))


def _words(config: WebConfig, *, people: bool) -> Iterator[str]:
    shown = make_url(config.database).render_as_string(hide_password=True)
    yield f"serving {config.public_url} (the page for mailbox owners) and {config.public_url}/desk"
    yield f"everything is kept in {shown}"
    if not people and config.oidc is None:
        yield (
            "nobody can sign in at the desk yet: mailmend user add NAME --role admin "
            f"--database {shown}"
        )
    if config.public_url.startswith(_HERE):
        yield (
            "only this machine can open it; for others put a proxy with TLS in front and give "
            "--public-url https://NAME --proxy ADDRESS (docs/serve.md)"
        )
    elif not config.secure:
        yield (
            "passwords that are typed cross the network in clear: put a proxy with TLS in front "
            "and give --public-url https://NAME (docs/serve.md)"
        )
