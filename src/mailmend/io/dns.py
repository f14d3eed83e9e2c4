"""Asks names: cached for the run, equal questions shared, CNAMEs followed, failures told apart."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Sequence
from dataclasses import replace

from mailmend.facts import DnsAnswer, DnsStatus
from mailmend.io.dns_exchange import Heard, Question, exchange
from mailmend.io.egress import EgressPolicy
from mailmend.io.resolvers import Resolver, hosts_table, system_resolvers
from mailmend.wire.dns_message import TYPES, Message
from mailmend.wire.names import to_ascii
from mailmend.world import Clock

MAX_QUESTIONS = 60
MAX_HOPS = 16
MAX_AUTHORITIES = 2
AUTHORITY_BOUND_S = 3.0
_RCODES: dict[int, DnsStatus] = {2: "servfail", 3: "nxdomain", 5: "refused"}


class RealDns:
    """A ``world.Dns``. Without ``resolver`` the system's name servers and hosts file are used."""

    def __init__(
        self,
        clock: Clock,
        policy: EgressPolicy,
        resolver: Resolver | None = None,
        max_questions: int = MAX_QUESTIONS,
    ) -> None:
        self._clock = clock
        self._policy = policy
        self._servers = (resolver,) if resolver else system_resolvers()
        self._hosts = {} if resolver else hosts_table()
        self._shown = str(resolver) if resolver else "system"
        self._left = max_questions
        self._asked: dict[tuple[str, str], asyncio.Task[DnsAnswer]] = {}
        self._chain = asyncio.Lock()

    async def ask(self, name: str, rtype: str) -> DnsAnswer:
        """The answer, or one with a status that tells what went wrong. Never raises."""
        plain = to_ascii(name)
        if plain is None or rtype not in TYPES:
            return self._answer(name, rtype, "invalid", raw="this cannot be asked in the DNS")
        known = self._without_network(plain, rtype)
        if known is not None:
            return replace(known, name=name)
        key = (plain, rtype)
        if key not in self._asked:
            self._asked[key] = asyncio.create_task(self._resolve(plain, rtype))
        return replace(await asyncio.shield(self._asked[key]), name=name)

    async def ask_authority(self, name: str, rtype: str) -> DnsAnswer | None:
        """The answer of the zone's own servers, without recursion; ``None``: not reached."""
        plain = to_ascii(name)
        if plain is None or rtype not in TYPES:
            return None
        for server in await self._authorities(plain):
            if self._left <= 0:
                return None
            self._left -= 1
            question = Question(plain, rtype, recursion=False)
            heard = await exchange((server,), question, AUTHORITY_BOUND_S)
            if heard.settled and heard.message is not None and heard.message.authoritative:
                answer = self._read(plain, rtype, heard, heard.message)
                return replace(answer, name=name, server=str(server))
        return None

    def _without_network(self, name: str, rtype: str) -> DnsAnswer | None:
        """What the hosts file says, or an address that was asked as if it were a name."""
        if rtype not in ("A", "AAAA"):
            return None
        version = 4 if rtype == "A" else 6
        listed: tuple[str, ...]
        try:
            listed, raw = (str(ipaddress.ip_address(name)),), "an address, not a name"
        except ValueError:
            listed, raw = self._hosts.get(name, ()), "from the hosts file"
        if not listed:
            return None
        found = tuple(one for one in listed if ipaddress.ip_address(one).version == version)
        status: DnsStatus = "ok" if found else "nodata"
        return self._answer(name, rtype, status, records=found, canonical=name, raw=raw)

    async def _resolve(self, name: str, rtype: str) -> DnsAnswer:
        """Ask, and ask on where an answer ends in a CNAME that it does not follow itself.

        One chain is followed at a time, so that endless ones do not share out the questions left
        and none is seen to its end.
        """
        answer = await self._once(name, rtype)
        if not _goes_on(answer, name):
            return answer
        async with self._chain:
            return await self._follow(name, rtype, answer)

    async def _follow(self, name: str, rtype: str, answer: DnsAnswer) -> DnsAnswer:
        """The end of the chain that begins with ``answer``, the answer for ``name``."""
        passed: list[str] = []
        current = name
        while True:
            passed.append(current)
            if not _goes_on(answer, current):
                return replace(answer, name=name)
            if to_ascii(answer.canonical) != answer.canonical or "\\" in answer.canonical:
                return replace(answer, name=name, raw="a CNAME leads to an impossible name")
            if answer.canonical in passed or len(passed) > MAX_HOPS:
                raw = "the CNAME records lead in a circle, or on and on"
                return self._answer(name, rtype, "loop", canonical=answer.canonical, raw=raw)
            current = answer.canonical
            answer = await self._once(current, rtype)

    async def _once(self, name: str, rtype: str) -> DnsAnswer:
        if self._left <= 0:
            return self._answer(name, rtype, "not-asked", raw="too many questions in this run")
        self._left -= 1
        heard = await exchange(self._servers, Question(name, rtype))
        if heard.message is None:
            status: DnsStatus = "malformed" if heard.malformed else "timeout"
            return self._answer(name, rtype, status, raw=f"{heard.server}: {heard.why}")
        return self._read(name, rtype, heard, heard.message)

    def _read(self, name: str, rtype: str, heard: Heard, message: Message) -> DnsAnswer:
        raw = f"{heard.server}: rcode {message.rcode}, {len(message.answers)} records"
        end = _end_of_chain(message, name, rtype)
        if end is None:
            return self._answer(name, rtype, "loop", raw=raw)
        if message.rcode != 0:
            status = _RCODES.get(message.rcode, "servfail")
            return self._answer(name, rtype, status, canonical=end, raw=raw)
        found = [
            record
            for record in message.answers
            if record.name == end and record.rtype == TYPES[rtype]
        ]
        return self._answer(
            name,
            rtype,
            "ok" if found else "nodata",
            records=tuple(dict.fromkeys(record.text for record in found)),
            canonical=end,
            ttl=min((record.ttl for record in found), default=None),
            raw=raw,
        )

    def _answer(
        self,
        name: str,
        rtype: str,
        status: DnsStatus,
        *,
        records: Sequence[str] = (),
        canonical: str = "",
        ttl: int | None = None,
        raw: str = "",
    ) -> DnsAnswer:
        return DnsAnswer(
            source=f"dns {self._shown}",
            at=self._clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            raw=raw,
            name=name,
            rtype=rtype,
            status=status,
            records=tuple(records),
            canonical=canonical,
            server=self._shown,
            ttl=ttl,
        )

    async def _authorities(self, name: str) -> list[Resolver]:
        """The addresses of the name servers of the zone that holds ``name``, as far as allowed."""
        labels = name.split(".")
        for depth in range(len(labels) - 1):
            zone = ".".join(labels[depth:])
            answer = await self.ask(zone, "NS")
            if answer.status == "ok" and answer.canonical == zone:
                hosts = answer.records[:MAX_AUTHORITIES]
                found = await asyncio.gather(*(self._addresses(host) for host in hosts))
                return [server for servers in found for server in servers][:MAX_AUTHORITIES]
            if answer.status not in ("ok", "nodata", "nxdomain"):
                return []
        return []

    async def _addresses(self, host: str) -> list[Resolver]:
        answer = await self.ask(host, "A")
        allowed = (one for one in answer.records if self._policy.refusal(host, one) is None)
        return [Resolver(address) for address in allowed][:1]


def _goes_on(answer: DnsAnswer, name: str) -> bool:
    """Whether the answer for ``name`` is an alias whose target it does not tell."""
    return answer.status == "nodata" and answer.canonical not in ("", name)


def _end_of_chain(message: Message, name: str, rtype: str) -> str | None:
    """The name at the end of the CNAME chain in the answer; ``None`` where it is no chain."""
    aliases = {
        record.name: record.text for record in message.answers if record.rtype == TYPES["CNAME"]
    }
    passed: list[str] = []
    while name in aliases and rtype != "CNAME":
        passed.append(name)
        name = aliases[name]
        if name in passed or len(passed) > MAX_HOPS:
            return None
    return name
