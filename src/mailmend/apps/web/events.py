"""What a run tells while it goes on, and who listens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from mailmend.apps.render.blocks import Stop

MAX_EVENTS = 400
"""Of one run; what comes after is left out, except for the end."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; ``number`` counts from 1.

    ``step`` is a word of ``flow.Progress`` (names, connect, login, mailbox, experiment), of a
    verification (send, watch), ``wait`` while others are looked at first (``place`` is the place in
    their line, the first being 1), or ``end``, after which nothing comes. ``way`` is how far the
    message's way was seen until now.
    """

    number: int
    step: str
    host: str = ""
    port: int | None = None
    way: tuple[Stop, ...] = ()
    place: int = 0


@dataclass(slots=True)
class Channel:
    """The events of one run, kept for those who come late."""

    events: list[Event] = field(default_factory=list)
    closed: bool = False
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(
        self, step: str, host: str = "", port: int | None = None, way: tuple[Stop, ...] = ()
    ) -> None:
        """Add an event."""
        self._add(Event(len(self.events) + 1, step, host, port, way))

    def wait(self, place: int) -> None:
        """Add the event that the run stands at that place of the line."""
        self._add(Event(len(self.events) + 1, "wait", place=place))

    def _add(self, event: Event) -> None:
        if len(self.events) >= MAX_EVENTS and event.step != "end":
            return
        self.events.append(event)
        self.closed = self.closed or event.step == "end"
        self._changed.set()
        self._changed = asyncio.Event()

    async def follow(self, after: int = 0) -> AsyncIterator[Event]:
        """Every event after that number, until the end."""
        at = after
        while True:
            changed = self._changed
            while at < len(self.events):
                yield self.events[at]
                at += 1
            if self.closed:
                return
            await changed.wait()
