"""A QR code of the link under which the profile is served: an SVG image, or for the terminal.

The link is encoded, never the profile: its 2 kB would need a code that cameras cannot read.
"""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlsplit

from mailmend.case import InputError, printable

MAX_LINK = 300


def checked_link(link: str, *, plain_http: bool = False) -> str:
    """The link. Raises ``InputError`` where it is not a plain https address."""
    schemes = ("http", "https") if plain_http else ("https",)
    parts = urlsplit(link) if link.isascii() and link.isprintable() else None
    if parts is None or parts.scheme not in schemes or not parts.hostname or " " in link:
        raise InputError(f"--link {printable(link)[:100]} must be a link that begins with https://")
    if parts.username is not None:
        raise InputError("--link must not hold a user name or a password")
    if len(link) > MAX_LINK:
        raise InputError(f"--link is longer than {MAX_LINK} characters")
    return link


def qr_svg(link: str, *, plain_http: bool = False) -> bytes:
    """The code as an SVG document. Raises ``InputError``.

    ``plain_http`` allows a link without TLS, for a server that is reached so.
    """
    stream = io.BytesIO()
    _code(link, plain_http=plain_http).save(stream, kind="svg", scale=8, border=4, title=link)
    return stream.getvalue()


def qr_text(link: str) -> str:
    """The code in half blocks of text, two rows a line. Raises ``InputError``.

    Dark modules are drawn as spaces on a light ground, so that it reads on a dark terminal.
    """
    rows = [list(row) for row in _code(link).matrix_iter(border=4)]
    rows += [[0] * len(rows[0])] * (len(rows) % 2)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "".join(_line(upper, lower) for upper, lower in pairs)


def _line(upper: list[int], lower: list[int]) -> str:
    blocks = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    return "".join(blocks[bool(a), bool(b)] for a, b in zip(upper, lower, strict=True)) + "\n"


def _code(link: str, *, plain_http: bool = False) -> Any:
    import segno

    return segno.make(checked_link(link, plain_http=plain_http), error="m", micro=False)
