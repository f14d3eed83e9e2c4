"""Begins a run of a case for an engineer, and writes down that it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from mailmend.apps.report_file import causes_of
from mailmend.apps.web.desk.kept_facts import restored
from mailmend.apps.web.desk.limits import password_buckets, run_buckets
from mailmend.apps.web.desk.signed import Signed
from mailmend.apps.web.job import Job
from mailmend.apps.web.rates import draw, message_buckets, refund
from mailmend.apps.web.runner import Settle
from mailmend.apps.web.services import Services
from mailmend.apps.web.work import Made
from mailmend.case import Case, case_from_mapping
from mailmend.facts import Fact
from mailmend.io.store.audit import note
from mailmend.io.store.cases import StoredCase
from mailmend.io.store.desk.attachments import attachments_of
from mailmend.io.store.desk.events import add_event
from mailmend.io.store.limits import Bucket
from mailmend.io.store.runs import StoredRun, runs_of
from mailmend.secret import Secret


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for.

    ``really`` sends one message to the mailbox itself; ``secret`` is used once and kept nowhere.
    """

    secret: Secret | None = None
    really: bool = False


async def start(here: Services, who: Signed, stored: StoredCase, wish: Wish) -> str | None:
    """Begin; the run's id, or ``None`` where one is under way. Raises ``TooMany``, ``Busy``."""
    case = case_from_mapping(stored.document)
    async with here.database.reading() as session:
        runs = await runs_of(session, stored.id)
        attached = await attachments_of(session, stored.id)
    if runs and not runs[0].over:
        return None
    known = tuple(fact for each in reversed(attached) for fact in restored(each.told.facts))
    job = _job(stored.id, case, wish, known, runs)
    settle = await _drawn(here, who, job)
    run_id = await here.runner.start(job, settle)
    now, kind = datetime.now(UTC), "verifying" if job.kind == "verify" else "ran"
    async with here.database.writing() as session:
        await add_event(session, stored.id, who.user.actor, kind, now, run=run_id)
        await note(session, who.user.actor, f"case.{kind}", stored.id, now)
    return run_id


def _job(
    case_id: str, case: Case, wish: Wish, known: tuple[Fact, ...], runs: Sequence[StoredRun]
) -> Job:
    really = wish.really and wish.secret is not None
    answered = next((run for run in runs if run.report is not None), None)
    return Job(
        case_id,
        case,
        kind="verify" if really else "diagnose",
        scope="engineer",
        secret=wish.secret,
        before=causes_of(answered.report or {}) if really and answered else None,
        known=known,
        fresh=bool(runs),
    )


async def _drawn(here: Services, who: Signed, job: Job) -> Settle | None:
    """Take from the limits; a password that was accepted gives its part back."""
    rates = here.config.rates
    await draw(here.database, run_buckets(rates, who.user.id, job.case.domain))
    if job.kind == "verify":
        await draw(here.database, message_buckets(rates, job.case.address))
    if job.secret is None:
        return None
    tries = password_buckets(rates, who.user.id, job.case.address)
    await draw(here.database, tries)
    return _settle(here, tries)


def _settle(here: Services, tries: Sequence[Bucket]) -> Settle:
    async def settle(made: Made) -> None:
        here.metrics.passwords.labels("accepted" if made.password_accepted else "refused").inc()
        if made.password_accepted:
            await refund(here.database, tries)

    return settle
