"""Begins runs for a caller, within the caller's limits; finds those that are the caller's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from fastapi import HTTPException

from mailmend.apps.report_file import causes_of
from mailmend.apps.web.api.caller import Caller
from mailmend.apps.web.api.limits import token_look_buckets, token_password_buckets
from mailmend.apps.web.api.shapes import DiagnosisIn, VerificationIn
from mailmend.apps.web.job import Job
from mailmend.apps.web.rates import draw, message_buckets, refund
from mailmend.apps.web.runner import Settle
from mailmend.apps.web.services import Services
from mailmend.apps.web.work import Made, case_document
from mailmend.case import Case, InputError, case_from_mapping, parse_address
from mailmend.io.store.api.listing import owned_run
from mailmend.io.store.cases import StoredCase, add_case
from mailmend.io.store.limits import Bucket
from mailmend.io.store.runs import StoredRun
from mailmend.secret import Secret

STARTED = "queued"


async def diagnose(here: Services, caller: Caller, asked: DiagnosisIn) -> dict[str, Any]:
    """Begin a diagnosis. Raises ``InputError``, ``TooMany``, ``Busy``."""
    case = case_from_mapping(asked.case)
    secret = Secret(asked.password.get_secret_value()) if asked.password else None
    now = datetime.now(UTC)
    settle = await _within_limits(here, caller, case, secret)
    async with here.database.writing() as session:
        case_id = await add_case(session, case_document(case), "en", now, caller.owner)
    job = Job(case_id, case, scope="engineer", secret=secret, asker=caller.owner)
    run_id = await here.runner.start(job, settle)
    return _begun(run_id)


async def verify(here: Services, caller: Caller, asked: VerificationIn) -> dict[str, Any]:
    """Begin to send a message. Raises as ``diagnose``; 404 where the diagnosis is not there."""
    earlier, stored = await found_run(here, caller, asked.diagnosis)
    case = case_from_mapping(stored.document)
    recipient = _recipient(asked.recipient, case)
    secret = Secret(asked.password.get_secret_value())
    settle = await _within_limits(here, caller, case, secret)
    await draw(here.database, message_buckets(here.config.rates, case.address))
    job = Job(stored.id, case, "verify", "engineer", secret, recipient)
    job = replace(job, before=causes_of(earlier.report or {}), asker=caller.owner)
    run_id = await here.runner.start(job, settle)
    return _begun(run_id)


async def found_run(here: Services, caller: Caller, run_id: str) -> tuple[StoredRun, StoredCase]:
    """The run and its case. Raises 404 for a foreign one and a missing one alike."""
    async with here.database.reading() as session:
        found = await owned_run(session, caller.owner, run_id)
    if found is None:
        raise HTTPException(404, "there is no such run")
    return found


def _begun(run_id: str) -> dict[str, Any]:
    return {"id": run_id, "state": STARTED}


def _recipient(text: str | None, case: Case) -> str | None:
    """Only a mailbox of the same domain: a message to strangers is nobody's test."""
    if text is None:
        return None
    address = parse_address(text, "recipient")
    if address.rpartition("@")[2].lower() != case.domain.lower():
        raise InputError("the recipient must be a mailbox of the same domain")
    return address


async def _within_limits(
    here: Services, caller: Caller, case: Case, secret: Secret | None
) -> Settle | None:
    rates, token = here.config.rates, caller.token.id
    await draw(here.database, token_look_buckets(rates, token, case.domain))
    if secret is None:
        return None
    tries = token_password_buckets(rates, token, case.address)
    await draw(here.database, tries)
    return _given_back(here, tries)


def _given_back(here: Services, tries: Sequence[Bucket]) -> Settle:
    async def settle(made: Made) -> None:
        if made.password_accepted:
            await refund(here.database, tries)

    return settle
