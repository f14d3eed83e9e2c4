"""Everything observed for one case, at once: names, endpoints, mailbox, published settings."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass

from mailmend.case import Case
from mailmend.devices import Client
from mailmend.facts import (
    DnsAnswer,
    Fact,
    Facts,
    MailboxDialogue,
    NotObserved,
    PublishedSettings,
)
from mailmend.probes.budget import Budget
from mailmend.probes.dialogue import DialoguePlan, converse
from mailmend.probes.mailbox_login import log_in
from mailmend.probes.mailbox_plans import mailbox_plans
from mailmend.probes.names import (
    addresses,
    authority_unseen,
    mx_hosts,
    observe_authority,
    observe_names,
    own_domain,
)
from mailmend.probes.plans import FIRST_CANDIDATE, Endpoint, candidates, device_endpoints
from mailmend.probes.recipient_route import observe_recipient_route
from mailmend.probes.srv_settings import settings_from_srv
from mailmend.probes.submission import Progress, Submission, unheard
from mailmend.probes.tcp_ports import LOOKED_AT, Target, observe_ports
from mailmend.secret import Secret
from mailmend.world import World

PUBLISHED_S = 4.0
"""How long candidates wait for what is published on the web."""

LATE_S = 1.0
"""How long side questions may go on after everything else is known."""

DISCOVERY = FIRST_CANDIDATE - 1


async def observe(
    case: Case,
    client: Client,
    world: World,
    secret: Secret | None,
    budget: Budget,
    *,
    published: Awaitable[Sequence[Fact]] | None = None,
    progress: Progress = unheard,
    seen: list[Fact] | None = None,
) -> list[Fact]:
    """Look at everything that bears on the case; facts come in the order they were seen.

    ``published`` yields what the web probes and the provider database know. ``seen`` is filled
    while the work goes on, so that a caller who stops it still has what was seen.
    """
    facts: list[Fact] = [] if seen is None else seen
    share = Submission(case, client, world, secret, budget, facts.append, progress)
    work = _Observation(share, facts, published)
    await work.run()
    return facts


@dataclass(slots=True)
class _Observation:
    """The tasks of one run over what they share."""

    share: Submission
    facts: list[Fact]
    published: Awaitable[Sequence[Fact]] | None

    async def run(self) -> None:
        case, world, tell = self.share.case, self.share.world, self.share.tell
        self.share.order.enter(DISCOVERY)
        endpoints = device_endpoints(case, self.share.client)
        for endpoint in endpoints:
            self.share.order.enter(endpoint.rank)
        self.share.progress("names", case.domain, None)
        async with asyncio.TaskGroup() as late:
            aside = late.create_task(observe_authority(case, world, tell))
            async with asyncio.TaskGroup() as group:
                for endpoint in endpoints:
                    group.create_task(self.share.probe(endpoint))
                group.create_task(self._discover())
                group.create_task(self._mailbox(at_once=True))
                group.create_task(self._ports())
                if case.recipient:
                    group.create_task(
                        observe_recipient_route(world, case.recipient, self.share.budget, tell)
                    )
            await asyncio.wait([aside], timeout=LATE_S)
            if not aside.done():
                aside.cancel()
                tell(authority_unseen(case))

    async def _discover(self) -> None:
        """Names and published settings, then the candidates that follow from them."""
        case = self.share.case
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(observe_names(case, self.share.world, self.share.tell))
                group.create_task(self._published())
            self._srv()
            found = self._candidates()
            for endpoint in found:
                self.share.order.enter(endpoint.rank)
        finally:
            await self.share.order.leave(DISCOVERY)
        async with asyncio.TaskGroup() as group:
            for endpoint in found:
                group.create_task(self.share.probe(endpoint))
            group.create_task(self._mailbox(at_once=False))
            group.create_task(self._own_exchanger())

    async def _published(self) -> None:
        if self.published is None:
            return
        task = asyncio.ensure_future(self.published)
        done, _ = await asyncio.wait([task], timeout=PUBLISHED_S)
        if done:
            self.facts.extend(task.result())
            return
        task.cancel()
        why = f"no answer within {PUBLISHED_S:.0f} s"
        target = self.share.case.domain
        self.share.tell(NotObserved(what=PublishedSettings.kind, target=target, why=why))

    def _srv(self) -> None:
        """The settings in the SRV records, unless the caller's probes gave them already."""
        seen = Facts(self.facts)
        if seen.first(PublishedSettings, lambda fact: fact.origin == "srv") is None:
            for fact in settings_from_srv(self.share.case.address, seen.of(DnsAnswer)):
                self.share.tell(fact)

    def _candidates(self) -> tuple[Endpoint, ...]:
        """None once the device's own endpoint has proved good."""
        return () if self.share.order.won else candidates(self.share.case, self.facts)

    async def _mailbox(self, *, at_once: bool) -> None:
        """The control login: at once where the incoming server is known, else once it is found."""
        case = self.share.case
        if at_once != bool(case.incoming.host):
            return
        for plan in mailbox_plans(case, self.facts):
            for address in (await addresses(self.share.world, plan.host))[:2]:
                self.share.progress("mailbox", plan.host, plan.port)
                held = await log_in(
                    plan.at(address), self.share.world, self.share.secret, self.share.budget
                )
                self.facts.extend(held)
                found = next((fact for fact in held if isinstance(fact, MailboxDialogue)), None)
                if found is not None:
                    if found.login == "accepted":
                        self.share.names.accepted(found.username)
                    return

    async def _ports(self) -> None:
        """The further ports of the device's outgoing server, but those the mailbox login dials."""
        case = self.share.case
        host = case.outgoing.host
        if not host:
            return
        found = await addresses(self.share.world, host)
        taken = case.incoming.port if case.incoming.host == host else None
        own = case.outgoing.port
        ports = [port for port in LOOKED_AT if port not in (taken, own)]
        for address in found[:1]:
            target = Target(host, address)
            await observe_ports(self.share.world, target, ports, self.share.budget, self.share.tell)

    async def _own_exchanger(self) -> None:
        """Whether the domain's own mail exchanger knows the address: RCPT and RSET, no mail.

        The sender is empty, as in a delivery report, so that nothing but the recipient is judged.
        """
        case = self.share.case
        domain = own_domain(case)
        answers = Facts(self.facts).of(
            DnsAnswer, lambda fact: fact.rtype == "MX" and fact.name == domain
        )
        for host in mx_hosts(answers)[:1]:
            found = await addresses(self.share.world, host)
            for address in [each for each in found[:1] if not self.share.claimed(each, 25)]:
                plan = DialoguePlan(
                    host=host,
                    address=address,
                    port=25,
                    mode="starttls",
                    ehlo_name=self.share.client.ehlo_name,
                    sender="",
                    own_recipient=case.address,
                    purpose="own-exchanger",
                )
                self.facts.extend(await converse(plan, self.share.world, None, self.share.budget))
