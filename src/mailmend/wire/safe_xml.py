"""Small XML documents from strangers, read without entities, document types or the network.

A document type is refused before the parser sees the text, in every encoding that is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from mailmend.case import printable

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
_DECLARATION = re.compile(r"\A\s*<\?xml\b([^>]{0,200})\?>")
_ENCODING = re.compile(r"""encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[^!?<>][^<>]{8192}")
_WEB_PAGE = re.compile(r"\A\s*(?:<!DOCTYPE\s+html\b|<html\b)", re.IGNORECASE)
_ENCODINGS = {"utf-8", "utf8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"}


class XmlRefused(ValueError):
    """The document is not read; the message says why in a few words."""


@dataclass(frozen=True, slots=True)
class Node:
    """One element: its name without namespace, its attributes, its own text, its children."""

    name: str
    attributes: dict[str, str]
    text: str
    children: tuple[Node, ...]

    def all(self, *names: str) -> tuple[Node, ...]:
        """The children of these names, in order; upper and lower case are the same."""
        wanted = {name.lower() for name in names}
        return tuple(child for child in self.children if child.name.lower() in wanted)

    def first(self, name: str) -> Node | None:
        """The first child of that name."""
        return next(iter(self.all(name)), None)

    def value(self, name: str) -> str | None:
        """The text of the first child of that name; ``None`` where it is absent or blank."""
        child = self.first(name)
        return (child.text or None) if child else None


def parse_xml(data: bytes) -> Node:
    """The root element of ``data``. Raises ``XmlRefused``."""
    from lxml import etree

    text = _decode(data)
    if _WEB_PAGE.match(text):
        raise XmlRefused("it is a web page")
    if _DOCTYPE.search(text):
        raise XmlRefused("it has a document type")
    if _LONG_TAG.search(text):
        raise XmlRefused("a tag in it is longer than 8 KiB")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_DECLARATION.sub("", text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise XmlRefused(f"it is not well-formed XML: {printable(str(problem))[:120]}") from None
    return _node(root, 1)


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise XmlRefused("it is larger than 256 KiB")
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        head = data.removeprefix(b"\xef\xbb\xbf")
        return head.decode(_declared(head[:300].decode("latin-1")))
    except UnicodeError:
        raise XmlRefused("its bytes do not fit its encoding") from None


def _declared(head: str) -> str:
    declaration = _DECLARATION.match(head)
    found = _ENCODING.search(declaration[1]) if declaration else None
    encoding = found[1].lower() if found else "utf-8"
    if encoding not in _ENCODINGS:
        raise XmlRefused(f"its encoding {encoding} is not read")
    return encoding


def _node(element: Any, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise XmlRefused(f"it is nested deeper than {MAX_DEPTH} levels")
    children = [child for child in element if isinstance(child.tag, str)]
    return Node(
        name=_local(element.tag),
        attributes={_local(key): value for key, value in element.attrib.items()},
        text=(element.text or "").strip(),
        children=tuple(_node(child, depth + 1) for child in children),
    )


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
