"""A quoted text on one line, not longer than a line should be."""

from __future__ import annotations

QUOTE_LIMIT = 300
"""Characters of a text that are quoted."""


def shortened(text: str, limit: int = QUOTE_LIMIT) -> str:
    """``text`` on one line, cut with a note on how much is left out."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return f"{line[:limit].rstrip()} … ({len(line) - limit} more characters)"
