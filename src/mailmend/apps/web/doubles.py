"""A form that is sent twice by an impatient finger is one form."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable

REMEMBERED_S = 5.0
"""How long the same form is taken for the one before, in seconds."""


class Doubles:
    """What was begun a moment ago, by who asked for what."""

    def __init__(self, remembered_s: float = REMEMBERED_S) -> None:
        self._remembered_s = remembered_s
        self._begun: dict[Hashable, asyncio.Future[str]] = {}

    async def once(self, key: Hashable, begin: Callable[[], Awaitable[str]]) -> str:
        """What ``begin`` comes to; the same again where it was just begun. Raises what it raises.

        Whoever comes second waits for the first; what failed is not remembered.
        """
        if (earlier := self._begun.get(key)) is not None:
            return await asyncio.shield(earlier)
        begun = self._begun[key] = asyncio.ensure_future(begin())
        begun.add_done_callback(lambda _: self._forget_later(key, begun))
        return await asyncio.shield(begun)

    def _forget_later(self, key: Hashable, begun: asyncio.Future[str]) -> None:
        failed = begun.cancelled() or begun.exception() is not None
        wait_s = 0.0 if failed else self._remembered_s
        asyncio.get_running_loop().call_later(wait_s, self._begun.pop, key, None)
