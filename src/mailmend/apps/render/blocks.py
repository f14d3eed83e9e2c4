"""The few shapes a report is made of; both the terminal and the page draw them.

Texts in blocks may come from outside: whoever draws them escapes them for its own medium. What a
server said stands in ``Said`` and ``Transcript`` only, so that it is never taken for our words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["plain", "strong", "good", "bad", "warn", "faint"]
State = Literal["ok", "skipped", "broken", "unreached", "unknown"]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of our words."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Said:
    """Words of someone outside, named."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short lines of our words, each perhaps with words of someone outside."""

    items: tuple[tuple[str, Said | None], ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbered steps for one reader; a step may have several lines."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Names and values."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop on the way from the phone to the recipient."""

    name: str
    state: State


@dataclass(frozen=True, slots=True)
class Way:
    """The way of the message; the first broken stop is where it ends."""

    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """A recorded conversation, line by line."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks in another language than the page's; ``language`` is its code."""

    language: str
    blocks: tuple[Block, ...]


Block = Heading | Para | Said | Bullets | Steps | Rows | Way | Transcript | Section
