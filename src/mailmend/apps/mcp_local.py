"""Diagnoses for an assistant on this machine; the last ones are kept in memory."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from pathlib import Path

from mailmend import flow
from mailmend.apps.fix import remedies_for, remedy_document
from mailmend.apps.mcp_tools import Ran
from mailmend.apps.run import typed_hosts
from mailmend.apps.tried import tried_document
from mailmend.case import Case
from mailmend.io.world import operator_policy, real_world
from mailmend.report import Report, to_json

KEPT = 50


class LocalBackend:
    """A ``mcp_tools.Backend`` over real sockets, as ``mailmend diagnose`` has them."""

    def __init__(self, resolver: str | None, ca_files: tuple[Path, ...], budget_s: float) -> None:
        self._resolver, self._ca_files, self._budget_s = resolver, ca_files, budget_s
        self._ran: OrderedDict[str, Ran] = OrderedDict()
        self._turn = asyncio.Lock()

    async def run(self, case: Case) -> Ran:
        """Diagnose; one at a time. Raises ``InputError``."""
        policy = operator_policy(typed_hosts(case), self._resolver)
        world = real_world(policy, self._resolver, self._ca_files)
        async with self._turn:
            report = await flow.diagnose(case, world, None, budget_s=self._budget_s)
        found = await asyncio.to_thread(_ran, report)
        self._ran[found.id] = found
        while len(self._ran) > KEPT:
            self._ran.popitem(last=False)
        return found

    async def ran(self, run_id: str) -> Ran | None:
        """One of the last diagnoses."""
        return self._ran.get(run_id)


def _ran(report: Report) -> Ran:
    remedies = [remedy_document(each) for each in remedies_for(report)]
    return Ran(secrets.token_hex(8), to_json(report, remedies), tried_document(report.facts))
