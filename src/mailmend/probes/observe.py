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
    TcpResult,
)
from mailmend.probes.budget import Budget
from mailmend.probes.connect import Target
from mailmend.probes.dialogue import DialoguePlan, converse
from mailmend.probes.mailbox_login import log_in
from mailmend.probes.mailbox_plans import Place, mailbox_plans
from mailmend.probes.names import (
    addresses,
    authority_unseen,
    mx_hosts,
    observe_authority,
    observe_names,
    own_domain,
    suffix_rules,
)
from mailmend.probes.plans import (
    FIRST_CANDIDATE,
    Endpoint,
    candidates,
    device_endpoints,
    other_endpoints,
)
from mailmend.probes.recipient_route import observe_recipient_route
from mailmend.probes.srv_settings import settings_from_srv
from mailmend.probes.submission import Progress, Submission, unheard
from mailmend.probes.tcp_ports import LOOKED_AT, observe_ports
from mailmend.secret import Secret
from mailmend.world import World

PUBLISHED_S = 4.0
"""How long candidates wait for what is published on the web."""

NAMES_S = 2.0
"""How long candidates wait for names once the web has answered."""

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
    published: Sequence[Awaitable[Sequence[Fact]]] = (),
    progress: Progress = unheard,
    seen: list[Fact] | None = None,
) -> list[Fact]:
    """Look at everything that bears on the case; facts come in the order they were seen.

    Each of ``published`` yields what one source knows, as the provider database. ``seen`` is filled
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
    published: Sequence[Awaitable[Sequence[Fact]]]

    async def run(self) -> None:
        case, client, share = self.share.case, self.share.client, self.share
        share.order.enter(DISCOVERY)
        endpoints = (*device_endpoints(case, client), *other_endpoints(case, client))
        for endpoint in endpoints:
            share.order.enter(endpoint.rank)
        share.progress("names", case.domain, None)
        if share.secret is None:
            why = "no password was given"
            share.tell(NotObserved(what="login", target=case.address, why=why))
        async with asyncio.TaskGroup() as late:
            aside = late.create_task(observe_authority(case, share.world, share.tell))
            async with asyncio.TaskGroup() as group:
                for endpoint in endpoints:
                    group.create_task(share.probe(endpoint))
                await suffix_rules(case)
                names = group.create_task(observe_names(case, share.world, share.tell))
                group.create_task(self._discover(names))
                if case.incoming.host:
                    group.create_task(self._mailbox())
                    group.create_task(self._ports())
                if case.recipient:
                    group.create_task(
                        observe_recipient_route(
                            share.world, case.recipient, share.budget, share.tell
                        )
                    )
            await asyncio.wait([aside], timeout=LATE_S)
            if not aside.done():
                aside.cancel()
                share.tell(authority_unseen(case))

    async def _discover(self, names: asyncio.Task[None]) -> None:
        """Names and published settings, then the candidates that follow from them."""
        found: tuple[Endpoint, ...] = ()
        try:
            await self._published()
            await asyncio.wait([names], timeout=NAMES_S)
            self._srv()
            found = self._candidates()
            for endpoint in found:
                self.share.order.enter(endpoint.rank)
        finally:
            await self.share.order.leave(DISCOVERY)
        async with asyncio.TaskGroup() as group:
            for endpoint in found:
                group.create_task(self.share.probe(endpoint))
            group.create_task(self._own_exchanger())
            if not self.share.case.incoming.host:
                await self._mailbox()
                await self._ports()

    async def _published(self) -> None:
        """What each source publishes, as far as it answers in time."""
        tasks = [asyncio.ensure_future(source) for source in self.published]
        if not tasks:
            return
        done, late = await asyncio.wait(tasks, timeout=PUBLISHED_S)
        for task in (each for each in tasks if each in done):
            self.facts.extend(task.result())
        for task in late:
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

    async def _mailbox(self) -> None:
        """The control login, at the servers that come into question until one decides it."""
        for place in mailbox_plans(self.share.case, self.facts):
            if await self._decided(place):
                return

    async def _decided(self, place: Place) -> bool:
        """Try two addresses of one server at most. Whether one decided the login."""
        for address in (await addresses(self.share.world, place.host))[:2]:
            if await self._logged_in(place, address):
                return True
            if self._is_dead(place.host):
                return False
        return False

    def _is_dead(self, host: str) -> bool:
        """Whether the device's server, dialled over all families, has answered nowhere."""
        known = host == self.share.case.outgoing.host
        return known and not self.share.budget.reach.answers(host)

    async def _logged_in(self, place: Place, address: str) -> bool:
        """Try one server. Whether it decided the login."""
        share = self.share
        share.progress("mailbox", place.host, place.port)
        held = await log_in(place.at(address), share.world, share.secret, share.budget)
        self.facts.extend(held)
        found = next((fact for fact in held if isinstance(fact, MailboxDialogue)), None)
        if found is None or found.login == "not-tried":
            return False
        if found.login == "accepted":
            share.names.accepted(found.username)
        return True

    async def _ports(self) -> None:
        """The further ports of the device's outgoing server, but those dialled already."""
        host = self.share.case.outgoing.host
        for address in (await addresses(self.share.world, host))[:1] if host else ():
            ports = [port for port in LOOKED_AT if not self._taken(address, port)]
            target = Target(host or "", address)
            await observe_ports(self.share.world, target, ports, self.share.budget, self.share.tell)

    def _taken(self, address: str, port: int) -> bool:
        """Whether that port is dialled for another reason, now or before."""
        incoming = self.share.case.incoming
        if incoming.host == self.share.case.outgoing.host and port == incoming.port:
            return True
        dialled = Facts(self.facts).of(TcpResult, lambda fact: fact.port == port)
        return self.share.claimed(address, port) or any(fact.address == address for fact in dialled)

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
