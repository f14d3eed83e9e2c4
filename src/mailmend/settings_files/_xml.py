"""Writes small XML documents: elements with text, escaped, nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True)
class Element:
    """One element with a text or with children."""

    name: str
    content: str | tuple[Element, ...] = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The lines of the element, indented by two spaces a level."""
        pad = "  " * depth
        named = "".join(f" {key}={quoteattr(value)}" for key, value in self.attributes.items())
        if isinstance(self.content, str):
            yield f"{pad}<{self.name}{named}>{escape(self.content)}</{self.name}>"
            return
        yield f"{pad}<{self.name}{named}>"
        for child in self.content:
            yield from child.lines(depth + 1)
        yield f"{pad}</{self.name}>"


def document(root: Element) -> str:
    """The whole document in UTF-8, its declaration first."""
    return "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', *root.lines(), ""))
