"""Which further ports answer on a server that is looked at: connected, greeted, left again.

Ports that a dialogue dials anyway are not dialled here; the dialogue yields their result.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from mailmend.case import printable
from mailmend.facts import TcpResult
from mailmend.probes.budget import Budget
from mailmend.probes.connect import Target, connect
from mailmend.probes.names import Tell
from mailmend.world import Lost, World

GREETS = (25, 2525, 143, 110)
"""Ports whose server speaks first and in clear."""

LOOKED_AT = (2525, 143, 993, 110, 995)
GREETING_S = 5.0
KNOCK_S = 5.0
MAX_GREETING = 500


async def knock(world: World, target: Target, port: int, budget: Budget) -> TcpResult:
    """One connection; ``raw`` is the first line where the server speaks first."""
    async with budget.turns.at(target.address):
        tried = await connect(world, budget.reach, replace(target, longest_s=KNOCK_S), port)
        if tried.connection is None:
            return tried.fact
        try:
            if port not in GREETS:
                return tried.fact
            async with asyncio.timeout(GREETING_S):
                line = await tried.connection.read_line()
            shown = printable(line.decode("utf-8", "backslashreplace")[:MAX_GREETING])
            return replace(tried.fact, raw=shown)
        except (Lost, TimeoutError):
            return tried.fact
        finally:
            await tried.connection.close()


async def observe_ports(
    world: World, target: Target, ports: Iterable[int], budget: Budget, tell: Tell
) -> None:
    """Knock at all these ports at once."""

    async def one(port: int) -> None:
        tell(await knock(world, target, port, budget))

    async with asyncio.TaskGroup() as group:
        for port in ports:
            group.create_task(one(port))
