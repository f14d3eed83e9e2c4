"""Who runs next: in the order of arrival, a few at once, one of a domain at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

Moved = Callable[[int], None]
"""Told the place in the line, the first being 1, when it begins and whenever it changes."""


@dataclass(slots=True, eq=False)
class _Place:
    domain: str
    asker: str
    moved: Moved
    called: asyncio.Future[None]
    number: int = 0


class Line:
    """The line of one server. Whose domain is being looked at is passed by those behind."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._waiting: list[_Place] = []
        self._running: set[str] = set()

    def waiting(self, domain: str, asker: str = "") -> int:
        """How many wait of that domain or of that asker, whichever are more."""
        of_asker = sum(place.asker == asker for place in self._waiting) if asker else 0
        return max(sum(place.domain == domain for place in self._waiting), of_asker)

    @asynccontextmanager
    async def turn(self, domain: str, moved: Moved, asker: str = "") -> AsyncIterator[None]:
        """Wait for the turn; it is over when the block is left."""
        place = _Place(domain, asker, moved, asyncio.get_running_loop().create_future())
        self._waiting.append(place)
        self._call()
        try:
            await place.called
            yield
        finally:
            if place in self._waiting:
                self._waiting.remove(place)
            else:
                self._running.discard(domain)
            self._call()

    def _call(self) -> None:
        """Call whoever may go in now, and tell the others where they stand."""
        for place in tuple(self._waiting):
            if len(self._running) < self._at_once and place.domain not in self._running:
                self._waiting.remove(place)
                self._running.add(place.domain)
                if not place.called.done():
                    place.called.set_result(None)
        for number, place in enumerate(self._waiting, 1):
            if place.number != number:
                place.number = number
                place.moved(number)
