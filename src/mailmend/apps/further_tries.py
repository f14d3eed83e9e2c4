"""For ``mailmend settings``: try the accepted login at every other server that offers one.

A diagnosis needs few logins and makes few. Here the login is known to be good, so trying it at
the other ports refuses nobody and locks nobody out.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from mailmend.apps.tried import Tried, tried_outgoing
from mailmend.devices import Mode, client_for
from mailmend.facts import Fact, SmtpDialogue
from mailmend.probes.budget import Budget
from mailmend.probes.dialogue import DialoguePlan, converse
from mailmend.probes.login import Login
from mailmend.probes.plans import FALLBACK_RECIPIENT
from mailmend.report import Report
from mailmend.secret import Secret
from mailmend.world import World

MAX_TRIES = 6
TIME_S = 20.0
_MODES: dict[str, Mode] = {"none": "plain", "starttls": "starttls", "tls": "tls"}


async def try_the_rest(report: Report, world: World, secret: Secret | None) -> Report:
    """The report with what the further tries showed."""
    rows = tried_outgoing(report.facts)
    login = next((row.username for row in rows if row.status == "works"), None)
    untried = [row for row in rows if row.status == "untried"][:MAX_TRIES]
    if secret is None or login is None or not untried:
        return report
    seen: list[Fact] = []
    try:
        async with asyncio.timeout(TIME_S), asyncio.TaskGroup() as group:
            for row in untried:
                plan = _plan(report, row, login)
                group.create_task(_try(plan, world, secret, seen))
    except TimeoutError:
        pass
    return replace(report, facts=report.facts + seen, elapsed_s=world.clock.elapsed())


async def _try(plan: DialoguePlan, world: World, secret: Secret, seen: list[Fact]) -> None:
    seen.extend(await converse(plan, world, secret, Budget()))


def _plan(report: Report, row: Tried, login: str) -> DialoguePlan:
    case = report.case
    return DialoguePlan(
        host=row.host,
        address=_address(report, row),
        port=row.port,
        mode=_MODES[row.security],
        ehlo_name=client_for(case).ehlo_name,
        sender=case.envelope_sender,
        remote_recipient=case.recipient or FALLBACK_RECIPIENT,
        anonymous_envelope=False,
        logins=(Login(login),),
        purpose="settings",
    )


def _address(report: Report, row: Tried) -> str:
    seen = report.facts.of(
        SmtpDialogue, lambda fact: (fact.host, fact.port) == (row.host, row.port)
    )
    return seen[0].address
