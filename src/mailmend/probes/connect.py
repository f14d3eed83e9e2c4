"""Dial one address and port, and say how it went; every probe's connection begins here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from mailmend.facts import Fact, TcpResult
from mailmend.world import Clock, ConnectFailed, Connection, World

Kind = TypeVar("Kind", bound=Fact)


@dataclass(frozen=True, slots=True)
class Dialled:
    """The fact of one attempt, and the connection where it came about."""

    fact: TcpResult
    connection: Connection | None = None


def now(clock: Clock) -> str:
    """The wall clock as RFC 3339 text in UTC, to the millisecond."""
    return clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")


def stamp(fact: Kind, clock: Clock) -> Kind:
    """The fact with the time of now."""
    return replace(fact, at=now(clock))


async def connect(world: World, host: str, address: str, port: int, purpose: str) -> Dialled:
    """Try to connect; the fact tells the outcome and how long it took."""
    started, at = world.clock.elapsed(), now(world.clock)
    connection, failed = None, None
    try:
        connection = await world.net.connect(host, address, port, purpose)
    except ConnectFailed as error:
        failed = error
    fact = TcpResult(
        source=f"tcp {host} [{address}]:{port}",
        at=at,
        raw=failed.detail if failed else "",
        host=host,
        address=address,
        port=port,
        outcome=failed.outcome if failed else "open",
        elapsed_ms=round((world.clock.elapsed() - started) * 1000, 1),
    )
    return Dialled(fact, connection)
