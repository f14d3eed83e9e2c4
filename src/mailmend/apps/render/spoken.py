"""Blocks in the owner's language: whatever is a ``Text`` is said in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mailmend.apps.render.blocks import Block, Bullets, Heading, Para, Rows, Section, Steps, Way
from mailmend.languages import say
from mailmend.text import Text


def spoken(language: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with every text in that language; other strings stay as they are."""
    return tuple(_block(language, block) for block in blocks)


def in_english(language: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks for engineers, marked as English where the page is in another language."""
    inner = tuple(blocks)
    return inner if language == "en" or not inner else (Section("en", inner),)


def _block(language: str, block: Block) -> Block:
    match block:
        case Heading() | Para():
            return replace(block, text=_said(language, block.text))
        case Bullets():
            return Bullets(tuple((_said(language, text), said) for text, said in block.items))
        case Steps():
            items = tuple(_said(language, item) for item in block.items)
            return Steps(_said(language, block.title), items)
        case Rows():
            return Rows(tuple((_said(language, a), _said(language, b)) for a, b in block.rows))
        case Way():
            stops = (replace(stop, name=_said(language, stop.name)) for stop in block.stops)
            return Way(tuple(stops))
        case _:
            return block


def _said(language: str, text: str) -> str:
    return say(language, text) if isinstance(text, Text) else text
