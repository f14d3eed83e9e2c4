"""Dial one address and port, and say how it went; every probe's connection begins here."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TypeVar

from mailmend.facts import Fact, TcpOutcome, TcpResult
from mailmend.world import Clock, ConnectFailed, Connection, World

Kind = TypeVar("Kind", bound=Fact)

LONGEST_S = 11.0
"""The network gives up after 10 s by itself."""

SHORT_S = 4.0
"""Enough for three SYN packets (RFC 6298) where the same host has answered elsewhere."""


@dataclass(frozen=True, slots=True)
class Target:
    """A host at one of its addresses, what it is dialled for, and how long in seconds."""

    host: str
    address: str
    purpose: str = "knock"
    longest_s: float = LONGEST_S


@dataclass(slots=True)
class Reach:
    """Which hosts have answered in this run: their silent ports are waited for less long."""

    _answered: set[str] = field(default_factory=set)
    _waiting: dict[str, list[tuple[asyncio.Timeout, float]]] = field(default_factory=dict)

    def wait(self, host: str, timer: asyncio.Timeout) -> None:
        """A connection to that host is being tried under this timer, from now on."""
        until = asyncio.get_running_loop().time() + SHORT_S
        self._waiting.setdefault(host, []).append((timer, until))
        if host in self._answered:
            _shorten(timer, until)

    def done(self, host: str, timer: asyncio.Timeout, *, answered: bool) -> None:
        """The try is over; an answer is a connection as well as a refusal."""
        self._waiting[host] = [each for each in self._waiting[host] if each[0] is not timer]
        if answered and host not in self._answered:
            self._answered.add(host)
            for other, until in self._waiting[host]:
                _shorten(other, until)

    def answers(self, host: str) -> bool:
        """Whether any port of the host has answered so far."""
        return host in self._answered

    def why_given_up(self, target: Target) -> str:
        """The words for a connection that was not waited for any longer."""
        if target.host in self._answered:
            return f"no answer within {SHORT_S:.0f} s, while the host answers elsewhere"
        return f"no answer within {target.longest_s:.0f} s"


def _shorten(timer: asyncio.Timeout, until: float) -> None:
    when = timer.when()
    if not timer.expired() and (when is None or until < when):
        timer.reschedule(until)


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


async def connect(world: World, reach: Reach, target: Target, port: int) -> Dialled:
    """Try to connect; the fact tells the outcome and how long it took."""
    started, at = world.clock.elapsed(), now(world.clock)
    connection: Connection | None = None
    outcome: TcpOutcome = "open"
    detail = ""
    try:
        connection = await _within_reach(world, reach, target, port)
    except ConnectFailed as failed:
        outcome, detail = failed.outcome, failed.detail
    fact = TcpResult(
        source=f"tcp {target.host} [{target.address}]:{port}",
        at=at,
        raw=detail,
        host=target.host,
        address=target.address,
        port=port,
        outcome=outcome,
        elapsed_ms=round((world.clock.elapsed() - started) * 1000, 1),
    )
    return Dialled(fact, connection)


async def _within_reach(world: World, reach: Reach, target: Target, port: int) -> Connection:
    answered = False
    try:
        async with asyncio.timeout(target.longest_s) as timer:
            reach.wait(target.host, timer)
            try:
                found = await world.net.connect(target.host, target.address, port, target.purpose)
                answered = True
            except ConnectFailed as failed:
                answered = failed.outcome in ("refused", "reset")
                raise
            finally:
                reach.done(target.host, timer, answered=answered)
            return found
    except TimeoutError:
        raise ConnectFailed("timeout", reach.why_given_up(target)) from None
