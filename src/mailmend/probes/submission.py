"""Dial one endpoint: its addresses of both families, its turn to log in, what it teaches."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from mailmend.case import Case
from mailmend.devices import Client
from mailmend.facts import SmtpDialogue, TcpResult
from mailmend.probes.budget import Budget
from mailmend.probes.connect import Target
from mailmend.probes.dialogue import DialoguePlan, Gate, converse
from mailmend.probes.login import Login
from mailmend.probes.names import Tell, addresses
from mailmend.probes.order import LoginOrder, Usernames
from mailmend.probes.patience import Patience
from mailmend.probes.plans import Endpoint, device_names, logins, remote_recipient
from mailmend.probes.tcp_ports import knock
from mailmend.secret import Secret
from mailmend.world import World

Progress = Callable[[str, str, int | None], None]
"""Told what begins: a word for it (``connect``, ``login`` …), the host and the port."""


def unheard(what: str, host: str, port: int | None) -> None:
    """Progress that nobody follows."""


Held = tuple[TcpResult | SmtpDialogue, ...]

SILENCE_S = 3.0
HURRY_S = 1.0
TICK_S = 0.05


@dataclass(slots=True)
class Submission:
    """What the dialogues of one case share."""

    case: Case
    client: Client
    world: World
    secret: Secret | None
    budget: Budget
    tell: Tell
    progress: Progress
    order: LoginOrder = field(default_factory=LoginOrder)
    names: Usernames = field(init=False)
    _waits: dict[tuple[str, int, bool], list[Patience]] = field(default_factory=dict)
    _claims: dict[tuple[str, int, str], tuple[str, asyncio.Future[Held]]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        self.names = Usernames(self.case)

    def claimed(self, address: str, port: int) -> bool:
        """Whether a dialogue with that port was begun."""
        return any((at, number) == (address, port) for at, number, _ in self._claims)

    async def probe(self, endpoint: Endpoint) -> None:
        """Hold the endpoint's dialogues; ``order.enter`` was called for it before."""
        won = False
        try:
            if not endpoint.only_if_silent or await self._silent(endpoint):
                won = await self._families(endpoint)
        finally:
            await self.order.leave(endpoint.rank, won=won)

    async def _silent(self, endpoint: Endpoint) -> bool:
        """Whether nothing else on that port has spoken after a while, though something listens."""
        for _ in range(round(SILENCE_S / TICK_S)):
            await asyncio.sleep(TICK_S)
            if self._has_spoken(endpoint.port) or self._is_closed(endpoint.port):
                return False
        return True

    def _has_spoken(self, port: int) -> bool:
        waits = [each for (_, at, _), each in self._waits.items() if at == port]
        return any(wait.met for each in waits for wait in each)

    def _is_closed(self, port: int) -> bool:
        """Whether every dialogue with that port is over before it began."""
        claims = [claim for (_, at, _), (_, claim) in self._claims.items() if at == port]
        return bool(claims) and all(
            claim.done() and not claim.cancelled() and _dialogue_in(claim.result()) is None
            for claim in claims
        )

    async def _families(self, endpoint: Endpoint) -> bool:
        """IPv4 first; IPv6 beside it on the device's own port, else where IPv4 is dead."""
        found = await addresses(self.world, endpoint.host)
        four = [address for address in found if ":" not in address]
        six = [address for address in found if ":" in address]
        main, other = (four, six) if four else (six, [])
        if endpoint.own and other:
            return await self._both(endpoint, main, other)
        async with asyncio.TaskGroup() as group:
            first = group.create_task(self._first_open(endpoint, main, logs_in=endpoint.logs_in))
            second = group.create_task(self._worth_trying(endpoint, first, other))
        won = first.result()
        if won is None:
            won = await self._first_open(endpoint, second.result(), logs_in=endpoint.logs_in)
        return won is True

    async def _worth_trying(
        self, endpoint: Endpoint, first: asyncio.Task[bool | None], other: list[str]
    ) -> list[str]:
        """The addresses of the other family that may still help, knocked at while the first wait.

        All of them where the first ones refused at once; none where those answer.
        """
        await asyncio.wait({first}, timeout=SILENCE_S)
        if first.done() or self.budget.reach.answers(endpoint.host):
            return other
        return [address for address in other if await self._opens(endpoint, address)]

    async def _opens(self, endpoint: Endpoint, address: str) -> bool:
        target = Target(endpoint.host, address)
        fact = await knock(self.world, target, endpoint.port, self.budget)
        if fact.outcome != "open":
            self.tell(fact)
        return fact.outcome == "open"

    async def _both(self, endpoint: Endpoint, main: list[str], other: list[str]) -> bool:
        async with asyncio.TaskGroup() as group:
            first = group.create_task(self._first_open(endpoint, main, logs_in=endpoint.logs_in))
            second = group.create_task(self._first_open(endpoint, other, logs_in=False))
        if first.result() is None and second.result() is not None and endpoint.logs_in:
            return await self._first_open(endpoint, other, logs_in=True) is True
        return first.result() is True

    async def _first_open(
        self, endpoint: Endpoint, found: list[str], *, logs_in: bool
    ) -> bool | None:
        """A dialogue with the first address that answers, TCP alone with the others.

        Whether a message was accepted after a login; ``None`` where no address answered.
        """
        for number, address in enumerate(found):
            dialogue = await self._dialogue(endpoint, address, logs_in=logs_in)
            if dialogue is not None:
                if endpoint.own:
                    await self._knock(endpoint, found[number + 1 :])
                return accepted_after_login(dialogue)
        return None

    async def _knock(self, endpoint: Endpoint, found: list[str]) -> None:
        for address in found:
            target = Target(endpoint.host, address)
            self.tell(await knock(self.world, target, endpoint.port, self.budget))

    async def _dialogue(
        self, endpoint: Endpoint, address: str, *, logs_in: bool
    ) -> SmtpDialogue | None:
        """One dialogue, unless the same port was dialled under another name that fits it."""
        key = (address, endpoint.port, endpoint.mode)
        earlier = self._claims.get(key)
        if earlier is not None and earlier[0] != endpoint.host:
            held = await asyncio.shield(earlier[1])
            dialogue = _dialogue_in(held)
            if dialogue is None:
                for fact in held:
                    self.tell(replace(fact, host=endpoint.host))
            if dialogue is None or not _name_is_wrong(dialogue):
                return dialogue
        claim: asyncio.Future[Held] = asyncio.get_running_loop().create_future()
        self._claims[key] = endpoint.host, claim
        held = ()
        try:
            held = await self._hold(endpoint, address, logs_in=logs_in)
        finally:
            claim.set_result(held)
        return _dialogue_in(held)

    async def _hold(self, endpoint: Endpoint, address: str, *, logs_in: bool) -> Held:
        self.progress("connect", endpoint.host, endpoint.port)
        at_once_tls = endpoint.mode == "tls"
        patience = Patience(lambda: self._greeted(address, endpoint.port, tls=at_once_tls))
        self._waits.setdefault((address, endpoint.port, at_once_tls), []).append(patience)
        at_once = endpoint.leads or endpoint.mode == "plain"
        plan = self.plan(endpoint, address, logs_in=logs_in and at_once)
        gate = self._gate(endpoint, address) if logs_in and not at_once else None
        held = await converse(
            plan, self.world, self.secret, self.budget, gate=gate, patience=patience
        )
        for fact in held:
            self.tell(fact)
        dialogue = _dialogue_in(held)
        if dialogue is not None:
            self.names.learn(dialogue)
        return held

    def plan(self, endpoint: Endpoint, address: str, *, logs_in: bool) -> DialoguePlan:
        """The plan of one dialogue with that endpoint."""
        return DialoguePlan(
            host=endpoint.host,
            address=address,
            port=endpoint.port,
            mode=endpoint.mode,
            ehlo_name=self.client.ehlo_name,
            sender=self.case.envelope_sender,
            remote_recipient=remote_recipient(self.case),
            own_recipient=self.case.address,
            anonymous_envelope=endpoint.envelope,
            anonymous_remote=endpoint.anonymous_remote,
            logins=logins(self.case, self.client, device_names(self.case)) if logs_in else (),
            purpose=f"submission-{endpoint.mode}",
        )

    def _gate(self, endpoint: Endpoint, address: str) -> Gate:
        async def ask() -> tuple[Login, ...]:
            if self.secret is None or not await self.order.turn(endpoint.rank):
                return ()
            self.progress("login", endpoint.host, endpoint.port)
            return logins(self.case, self.client, self.names.for_address(address))

        return ask

    def _greeted(self, address: str, port: int, *, tls: bool) -> None:
        """A port that greets inside TLS will not greet in clear, nor the other way round."""
        for wait in self._waits.get((address, port, not tls), []):
            wait.hurry(HURRY_S)


def accepted_after_login(dialogue: SmtpDialogue) -> bool:
    """Whether the remote recipient was accepted after a login."""
    steps = dialogue.every("rcpt-remote", secure=True)
    return any(step.accepted and step.login is not None for step in steps)


def _dialogue_in(held: Held) -> SmtpDialogue | None:
    return next((fact for fact in held if isinstance(fact, SmtpDialogue)), None)


def _name_is_wrong(dialogue: SmtpDialogue) -> bool:
    """Whether the certificate is for another name, so that another name may fit."""
    certificate = dialogue.tls.certificate if dialogue.tls else None
    return certificate is not None and not certificate.name_matches
