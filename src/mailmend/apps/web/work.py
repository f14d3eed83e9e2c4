"""One run from its job to its outcome: the guarded world, the flow, the answer."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from mailmend import flow
from mailmend.apps.fix import remedies_for, remedy_document
from mailmend.apps.run import typed_hosts
from mailmend.apps.tried import tried_document
from mailmend.apps.verification import Order, Verification, Verifier
from mailmend.apps.verify_words import document
from mailmend.apps.web.answer import answers
from mailmend.apps.web.config import WebConfig
from mailmend.apps.web.derived import strangers
from mailmend.apps.web.desk.evidence import evidence
from mailmend.apps.web.events import Channel
from mailmend.apps.web.job import Job, password_accepted_in
from mailmend.apps.web.live import way_so_far
from mailmend.apps.web.turns import OneByOne
from mailmend.case import Case, InputError
from mailmend.facts import Fact
from mailmend.io.egress import EgressPolicy
from mailmend.io.redact import Redactor
from mailmend.io.send_ledger import held
from mailmend.io.store.runs import Outcome
from mailmend.io.trust import RealTrust
from mailmend.io.world import real_world
from mailmend.report import Report, to_json
from mailmend.world import World

Result = TypeVar("Result")
VERIFY_WAIT_S = 60.0
_CALCULATING = ThreadPoolExecutor(max_workers=1, thread_name_prefix="calculating")
"""One at a time: several would keep the interpreter from the pages for longer."""

PUBLIC_REFUSALS = 2
"""Refused logins that one visitor's password may cost its mailbox: over IMAP and over SMTP."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a run, and whether a server took the password."""

    outcome: Outcome
    password_accepted: bool


async def work(
    job: Job, config: WebConfig, turns: OneByOne, trust: RealTrust, channel: Channel
) -> Made:
    """Do what the job asks. Every wait inside is bounded by the budget of the configuration."""
    world = await _world(job, config, turns, trust.anew())
    seen: list[Fact] = []

    def tell(step: flow.Progress) -> None:
        channel.tell(step.step, step.host, step.port, way_so_far(seen, step.step))

    report = await flow.diagnose(
        job.case,
        world,
        job.secret,
        budget_s=config.budget_s,
        progress=tell,
        known=job.known,
        seen=seen,
        turns=turns,
        refusals=PUBLIC_REFUSALS if job.scope == "public" else None,
        aside=_aside,
    )
    verification = None
    if job.kind == "verify":
        verification = await _verified(job, report, world, config, channel)
    outcome = await _aside(lambda: _outcome(job, report, verification))
    return Made(outcome, password_accepted_in(report))


def _aside(calculation: Callable[[], Result]) -> Awaitable[Result]:
    return asyncio.get_running_loop().run_in_executor(_CALCULATING, calculation)


async def _world(job: Job, config: WebConfig, turns: OneByOne, trust: RealTrust) -> World:
    def world(policy: EgressPolicy) -> World:
        return real_world(policy, config.resolver, (), turns.meter, turns, trust=trust)

    if job.scope == "engineer":
        return world(EgressPolicy(networks=config.networks))
    policy = EgressPolicy.for_visitor(config.networks, config.ports)
    if not typed_hosts(job.case):
        return world(policy)
    return world(policy.without(await strangers(job.case, world(policy))))


async def _verified(
    job: Job, report: Report, world: World, config: WebConfig, channel: Channel
) -> Verification:
    """Really send, once whatever happens, and see it arrive."""
    if job.secret is None:
        return Verification("not-sent", "a message is sent with the password only")
    recipient = job.recipient or job.case.address
    order = Order(recipient, wait_s=VERIFY_WAIT_S, before=job.before, budget_s=config.budget_s)
    way = way_so_far(tuple(report.facts), "experiment")
    try:
        with held(config.state_dir, job.case.address, recipient) as ledger:
            verifier = Verifier(
                report, world, job.secret, order, ledger, lambda _: channel.tell("send", way=way)
            )
            return await verifier.run()
    except InputError as refusal:
        return Verification("not-sent", str(refusal))


def _outcome(job: Job, report: Report, verification: Verification | None) -> Outcome:
    remedies = [remedy_document(each) for each in remedies_for(report)]
    result: dict[str, object] = {
        "answers": answers(report, scope=job.scope),
        "evidence": evidence(report),
        "settings": tried_document(report.facts),
    }
    if verification is not None:
        result["verification"] = document(
            verification, job.case.address, job.recipient or job.case.address
        )
    with _without_secret(job) as clean:
        return Outcome(
            "done",
            clean(to_json(report, remedies)),
            clean(result),
            fingerprint=None if report.unfinished else job.fingerprint,
        )


class _Cleaner:
    """Blots the password out of everything that is kept, whoever repeated it."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor

    def __call__(self, document: dict[str, object]) -> dict[str, object]:
        cleaned = self._clean(document)
        assert isinstance(cleaned, dict)
        return cleaned

    def _clean(self, value: object) -> object:
        match value:
            case str():
                return self._redactor.clean_text(value)
            case dict():
                return {key: self._clean(each) for key, each in value.items()}
            case list() | tuple():
                return [self._clean(each) for each in value]
        return value


@contextlib.contextmanager
def _without_secret(job: Job) -> Iterator[_Cleaner]:
    yield _Cleaner(Redactor([job.secret] if job.secret is not None else []))


def case_document(case: Case) -> dict[str, object]:
    """The case as it is kept, in the contract's form."""
    from mailmend.report import plain

    document = plain(case)
    assert isinstance(document, dict)
    document.pop("ignored", None)
    return document
