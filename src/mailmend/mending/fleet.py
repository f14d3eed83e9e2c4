"""The same repair on many servers: one first, then two, then ten, then the rest. Pure.

The next wave begins only where no repair of the wave before was taken back or left a server to a
person. A server that does not answer holds nobody up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mailmend.case import InputError

WAVES = (1, 2, 10)
AT_ONCE = 10
STOPPING = frozenset({"rolled-back", "stuck", "cut-off"})

End = Literal[
    "fixed", "refused", "rolled-back", "stuck", "cut-off", "nothing", "unreachable", "not-tried"
]


@dataclass(frozen=True, slots=True)
class Row:
    """How it ended on one server; ``why`` is empty where it is fixed."""

    target: str
    end: End
    why: str = ""


Mend = Callable[[str], Awaitable[Row]]


async def in_waves(targets: Sequence[str], mend: Mend, *, longest_s: float) -> tuple[Row, ...]:
    """Every server once, in their order; a row for each, also for those that were not tried.

    ``longest_s`` bounds one server, whose own timer takes an unconfirmed repair back.
    """
    rows: list[Row] = []
    places = asyncio.Semaphore(AT_ONCE)

    async def one(target: str) -> Row:
        async with places:
            return await _bounded(target, mend, longest_s)

    for wave in _waves(targets):
        if any(row.end in STOPPING for row in rows):
            rows += [Row(target, "not-tried", "a repair failed before it") for target in wave]
            continue
        rows += await asyncio.gather(*(one(target) for target in wave))
    return tuple(rows)


def _waves(targets: Sequence[str]) -> Iterator[Sequence[str]]:
    start = 0
    for size in (*WAVES, len(targets)):
        if start < len(targets):
            yield targets[start : start + size]
        start += size


async def _bounded(target: str, mend: Mend, longest_s: float) -> Row:
    try:
        async with asyncio.timeout(longest_s):
            return await mend(target)
    except TimeoutError:
        return Row(target, "unreachable", f"no end within {longest_s:g} s")
    except InputError as fault:
        return Row(target, "unreachable", str(fault))
