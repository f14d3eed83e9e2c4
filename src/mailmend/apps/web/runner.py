"""Runs diagnoses and verifications: a few at once, others wait, more are turned away."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.apps.loading import parts
from mailmend.apps.trouble import fault_words
from mailmend.apps.web.config import WebConfig
from mailmend.apps.web.events import Channel, Event
from mailmend.apps.web.job import Job
from mailmend.apps.web.line import Line
from mailmend.apps.web.metrics import Metrics
from mailmend.apps.web.turns import OneByOne
from mailmend.apps.web.work import Made, work
from mailmend.io.store.api.webhooks import announce
from mailmend.io.store.cases import find_case
from mailmend.io.store.database import Database
from mailmend.io.store.runs import (
    Outcome,
    add_run,
    answered_since,
    finish_run,
    interrupt_open,
    mark_running,
)
from mailmend.io.trust import RealTrust
from mailmend.io.world import added_roots
from mailmend.languages import LANGUAGES, catalogue
from mailmend.wire.domain_names import host_name, registrable

CACHED_S = 200
"""How long the answer to the very same question is given again, in seconds."""

KEPT_CHANNELS = 200
BUSY_WAIT_S = 20
GRACE_S = 8.0
WRITE_AGAIN_S, MAX_WRITE_AGAIN_S = 0.5, 30.0
"""When a result is tried to be written again, at first and at most, in seconds."""

_log = logging.getLogger("mailmend.web")

Settle = Callable[[Made], Awaitable[None]]
"""Called once with what came of a run, before it is written down."""


class Busy(Exception):
    """Too many runs wait already; ``wait_s`` is when it is worth to come back, in seconds."""

    wait_s = BUSY_WAIT_S


class Runner:
    """The runs of one server. Diagnoses of one domain go one after another."""

    def __init__(self, config: WebConfig, database: Database, metrics: Metrics) -> None:
        self._config, self._database, self._metrics = config, database, metrics
        self._turns = OneByOne(config, database)
        self._trust = RealTrust(added_roots([Path(name) for name in config.ca_files]))
        self._line = Line(config.runs_at_once)
        self._tasks: set[asyncio.Task[None]] = set()
        self._channels: OrderedDict[str, Channel] = OrderedDict()
        self._closing = asyncio.Event()

    async def open(self) -> None:
        """Say of the runs of an earlier process that they were cut off; load what runs need."""
        async with self._database.writing() as session:
            await interrupt_open(session, datetime.now(UTC))
        await asyncio.to_thread(_load, self._trust)

    async def close(self) -> None:
        """Cut off what still runs, and say so in the database."""
        self._closing.set()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=GRACE_S)

    @property
    def is_full(self) -> bool:
        """Whether the next run would be turned away."""
        return len(self._tasks) >= self._config.runs_at_once + self._config.waiting

    async def start(self, job: Job, settle: Settle | None = None) -> str:
        """Begin a run of a stored case; its id. Raises ``Busy``.

        One domain, and one asker, has about half of the places to wait, so that others find room.
        The run is in the database when this returns. A question that was just answered is not
        asked again: the run takes over the answer at once.
        """
        if self.is_full or self._line.waiting(_domain(job), job.asker) > self._config.waiting // 2:
            self._metrics.turned_away.inc()
            raise Busy
        now = datetime.now(UTC)
        async with self._database.writing() as session:
            run_id = await add_run(
                session, job.case_id, job.kind, now, with_password=job.secret is not None
            )
            if await self._answered(session, run_id, job, now):
                return run_id
        channel = self._channel(run_id)
        task = asyncio.create_task(self._run(run_id, job, channel, settle))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return run_id

    async def follow(self, run_id: str, after: int = 0) -> AsyncIterator[Event]:
        """The events of a run; none where it was over before this process began."""
        channel = self._channels.get(run_id)
        if channel is not None:
            async for event in channel.follow(after):
                yield event

    def latest(self, run_id: str) -> Event | None:
        """The last event of a run, for pages that are loaded again and again."""
        channel = self._channels.get(run_id)
        return channel.events[-1] if channel and channel.events else None

    async def _answered(self, session: AsyncSession, run_id: str, job: Job, now: datetime) -> bool:
        """Whether the same question was answered just now, and is so again."""
        if job.fingerprint is None:
            return False
        since = now - timedelta(seconds=CACHED_S)
        earlier = await answered_since(session, job.fingerprint, since)
        if earlier is None:
            return False
        outcome = Outcome("done", earlier.report, earlier.result)
        await finish_run(session, run_id, outcome, now)
        await announce(session, run_id, now)
        self._metrics.cached.inc()
        return True

    def _channel(self, run_id: str) -> Channel:
        channel = self._channels[run_id] = Channel()
        while len(self._channels) > KEPT_CHANNELS:
            old = next((key for key, one in self._channels.items() if one.closed), None)
            if old is None:
                break
            del self._channels[old]
        return channel

    async def _run(self, run_id: str, job: Job, channel: Channel, settle: Settle | None) -> None:
        outcome = Outcome("interrupted")
        try:
            async with self._line.turn(_domain(job), channel.wait, job.asker):
                await self._say_running(run_id)
                with self._metrics.running.track_inprogress(), self._metrics.seconds.time():
                    made = await work(job, self._config, self._turns, self._trust, channel)
                if settle is not None:
                    await settle(made)
                outcome = made.outcome
        except Exception as fault:  # noqa: BLE001 (one run that breaks must not take the server along)
            _log.error("run %s failed: %s", run_id, fault_words(fault), exc_info=fault)
            outcome = Outcome("failed", problem="Mailmend itself failed")
        finally:
            await asyncio.shield(self._finish(run_id, outcome, channel))

    async def _say_running(self, run_id: str) -> None:
        """To whoever looks. A disk without room is no reason not to run."""
        with contextlib.suppress(SQLAlchemyError):
            async with self._database.writing() as session:
                await mark_running(session, run_id)

    async def _finish(self, run_id: str, outcome: Outcome, channel: Channel) -> None:
        """Write it down, however long that takes: while the disk is full, what was found waits."""
        wait_s = WRITE_AGAIN_S
        while not await self._is_written(run_id, outcome):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), wait_s)
                break
            wait_s = min(2 * wait_s, MAX_WRITE_AGAIN_S)
        self._metrics.runs.labels(outcome.state).inc()
        channel.tell("end")

    async def _is_written(self, run_id: str, outcome: Outcome) -> bool:
        try:
            async with self._database.writing() as session:
                await finish_run(session, run_id, outcome, datetime.now(UTC))
                await announce(session, run_id, datetime.now(UTC))
        except SQLAlchemyError as fault:
            _log.error("run %s is not written down yet: %s", run_id, fault_words(fault))
            return False
        return True


def _domain(job: Job) -> str:
    """What the line counts as one: the registrable domain."""
    name = host_name(job.case.domain) or job.case.domain
    return registrable(name) or name


async def case_exists(database: Database, case_id: str) -> bool:
    """Whether there is such a case."""
    async with database.reading() as session:
        return await find_case(session, case_id) is not None


def _load(trust: RealTrust) -> None:
    """Load what a diagnosis needs before the first visitor comes."""
    for part in parts():
        part()
    trust.warm()
    for language in LANGUAGES:
        catalogue(language)
