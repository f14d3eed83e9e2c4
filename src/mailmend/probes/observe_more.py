"""A further round: the experiments that the facts ask for, all at once, each an ordinary fact."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from mailmend.case import Case
from mailmend.devices import Client
from mailmend.facts import DnsAnswer, Fact, Facts, SmtpDialogue, TlsProbe
from mailmend.probes.budget import Budget
from mailmend.probes.connect import Target, now
from mailmend.probes.dialogue import DialoguePlan, converse
from mailmend.probes.experiments import experiments
from mailmend.probes.names import Tell, ask_addresses
from mailmend.probes.patience import Patience
from mailmend.probes.plans import device_names, logins, remote_recipient
from mailmend.probes.submission import SILENCE_S, Progress, unheard
from mailmend.probes.tcp_ports import knock
from mailmend.probes.trials import Control, Dialogue, Experiment, Handshake, Renamed
from mailmend.secret import Secret
from mailmend.world import World

CLEAR_S = 8.0
"""How long a greeting in clear is waited for where something that is no TLS was met, in seconds."""


async def observe_more(
    case: Case,
    client: Client,
    world: World,
    secret: Secret | None,
    budget: Budget,
    *,
    facts: Facts,
    progress: Progress = unheard,
    seen: list[Fact] | None = None,
) -> list[Fact]:
    """Make the experiments that ``facts`` (with the replay and the repair) ask for.

    Returns the new facts, which are put into ``seen`` as they come; none where nothing is asked
    for, so that it can be called again until then.
    """
    found: list[Fact] = []

    def tell(fact: Fact) -> None:
        found.append(fact)
        if seen is not None:
            seen.append(fact)

    work = _Round(case, client, world, secret, budget, facts)
    async with asyncio.TaskGroup() as group:
        for experiment in experiments(case, client, facts):
            progress("experiment", experiment.host, experiment.port)
            group.create_task(_told(work, experiment, tell))
    return found


async def _told(work: _Round, experiment: Experiment, tell: Tell) -> None:
    for fact in await work.make(experiment):
        tell(fact)


@dataclass(frozen=True, slots=True)
class _Round:
    """What the experiments of one round share."""

    case: Case
    client: Client
    world: World
    secret: Secret | None
    budget: Budget
    facts: Facts

    async def make(self, experiment: Experiment) -> tuple[Fact, ...]:
        """One experiment and its facts."""
        match experiment:
            case Dialogue():
                return await self._dialogue(experiment)
            case Handshake():
                return await self._handshake(experiment)
            case Renamed():
                return await self._renamed(experiment)
            case Control(host=host, address=address, port=port):
                target = Target(host, address, "network-control")
                return (await knock(self.world, target, port, self.budget),)

    async def _dialogue(self, wanted: Dialogue) -> tuple[Fact, ...]:
        plan = DialoguePlan(
            host=wanted.host,
            address=wanted.address,
            port=wanted.port,
            mode=wanted.mode,
            ehlo_name=wanted.ehlo_name,
            sender=wanted.sender,
            remote_recipient=remote_recipient(self.case),
            own_recipient=self.case.address,
            anonymous_envelope=wanted.anonymous,
            logins=wanted.logins if self.secret is not None else (),
            purpose=wanted.why,
        )
        patience = Patience()
        if wanted.mode != "tls" and self._speaks_tls_at_once(wanted):
            patience.hurry(SILENCE_S)
        elif wanted.why == "in-clear":
            patience.hurry(CLEAR_S)
        return await converse(plan, self.world, self.secret, self.budget, patience=patience)

    def _speaks_tls_at_once(self, wanted: Dialogue) -> bool:
        """Whether that port is known to wait for TLS, so that no greeting will come in clear."""
        place = (wanted.host, wanted.port, "tls")
        held = self.facts.of(SmtpDialogue, lambda it: (it.host, it.port, it.mode) == place)
        return any(dialogue.speaks_smtp for dialogue in held)

    async def _handshake(self, wanted: Handshake) -> tuple[Fact, ...]:
        async with self.budget.turns.at(wanted.address):
            session = await self.world.net.tls_offer(
                wanted.host, wanted.address, wanted.port, wanted.offer
            )
        return (
            TlsProbe(
                source=f"tls {wanted.host} [{wanted.address}]:{wanted.port} {wanted.offer}",
                at=now(self.world.clock),
                host=wanted.host,
                address=wanted.address,
                port=wanted.port,
                offer=wanted.offer,
                session=session,
            ),
        )

    async def _renamed(self, wanted: Renamed) -> tuple[Fact, ...]:
        """Dial the name only where it leads to the very same address."""
        answers: list[Fact] = []
        await ask_addresses(self.world, [wanted.host], answers.append, set())
        leads = Facts(answers).of(DnsAnswer, lambda fact: wanted.address in fact.records)
        if not leads:
            return tuple(answers)
        names = device_names(self.case) if wanted.logs_in and self.secret else ()
        plan = DialoguePlan(
            host=wanted.host,
            address=wanted.address,
            port=wanted.port,
            mode=wanted.mode,
            ehlo_name=self.client.ehlo_name,
            sender=self.case.envelope_sender,
            remote_recipient=remote_recipient(self.case),
            own_recipient=self.case.address,
            logins=logins(self.case, self.client, names),
            purpose="other-name",
        )
        return (*answers, *await converse(plan, self.world, self.secret, self.budget))
