"""The DNS questions of a case, all asked at once so that discovery costs no round trip of its own.

Names derived from the address are asked only below its registrable domain; a host name that the
person typed is asked as it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from threading import Lock

from mailmend.case import Case
from mailmend.facts import DnsAnswer, Fact, NotObserved
from mailmend.probes.srv_settings import srv_names
from mailmend.wire.domain_names import host_name, registrable
from mailmend.wire.names import is_address
from mailmend.world import World

Question = tuple[str, str]
Tell = Callable[[Fact], None]

MAX_QUESTIONS = 50
MAX_MX = 5
MAX_TRIED = {"MX": MAX_MX, "SRV": 16, "A": 5, "AAAA": 5}
"""How many of the records of one name are tried at most."""

GUESSED = ("mail", "smtp", "imap", "pop")
AUTHORITY_S = 6.0
_LOADING = Lock()


def typed_hosts(case: Case) -> tuple[str, ...]:
    """The host names in the device's settings, each once, addresses left out."""
    others = (entry.host for entry in case.other_outgoing)
    hosts = (case.outgoing.host, case.incoming.host, *others)
    return tuple(dict.fromkeys(host for host in hosts if host and not is_address(host)))


def own_domain(case: Case) -> str | None:
    """The domain of the address where names below it may be asked; ``None`` at a public suffix."""
    domain = host_name(case.domain)
    return domain if domain and registrable(domain) else None


async def suffix_rules(case: Case) -> None:
    """Load the public suffix list in a thread, while the first questions are on their way."""

    def load() -> None:
        with _LOADING:
            own_domain(case)

    await asyncio.to_thread(load)


def guessed_hosts(case: Case) -> tuple[str, ...]:
    """Usual names of mail servers in the domain of the address, and the domain itself."""
    domain = own_domain(case)
    return (*(f"{label}.{domain}" for label in GUESSED), domain) if domain else ()


def questions(case: Case) -> tuple[Question, ...]:
    """What to ask at the start, the device's own hosts first."""
    hosts = dict.fromkeys((*typed_hosts(case), *guessed_hosts(case)))
    found = [(host, rtype) for host in hosts for rtype in ("A", "AAAA")]
    domain = own_domain(case)
    if domain:
        found.append((domain, "MX"))
        found += [(name, "SRV") for name in srv_names(case.address)]
        found.append((f"_autodiscover._tcp.{domain}", "SRV"))
    found += _recipient_questions(case.recipient)
    return tuple(dict.fromkeys(found))[:MAX_QUESTIONS]


def _recipient_questions(recipient: str | None) -> list[Question]:
    domain = host_name(recipient.rpartition("@")[2]) if recipient else None
    if not domain or not registrable(domain):
        return []
    return [(domain, "MX"), (domain, "A"), (domain, "AAAA")]


async def observe_names(case: Case, world: World, tell: Tell) -> None:
    """Ask everything; each answer is told as it comes, the addresses of the MX hosts after it."""
    domain = own_domain(case)
    if domain is None:
        why = "nothing is asked at a public suffix or an unusable name"
        tell(NotObserved(what=DnsAnswer.kind, target=case.domain, why=why))
    asked = questions(case)
    known = {name for name, rtype in asked if rtype == "A"}
    async with asyncio.TaskGroup() as group:
        for name, rtype in asked:
            group.create_task(_ask(world, name, rtype, tell, known))


async def _ask(world: World, name: str, rtype: str, tell: Tell, known: set[str]) -> None:
    answer = await world.dns.ask(name, rtype)
    tell(answer)
    if (more := len(answer.records) - MAX_TRIED[rtype]) > 0:
        why = f"{more} more {rtype} records were not tried"
        tell(NotObserved(what="further-records", target=name, why=why))
    if rtype == "MX":
        await ask_addresses(world, mx_hosts([answer]), tell, known)


async def ask_addresses(world: World, hosts: Iterable[str], tell: Tell, known: set[str]) -> None:
    """Ask A and AAAA of hosts that were not asked before."""
    fresh = [host for host in hosts if host not in known]
    known.update(fresh)
    async with asyncio.TaskGroup() as group:
        for host in fresh:
            for rtype in ("A", "AAAA"):
                group.create_task(_ask(world, host, rtype, tell, known))


def mx_hosts(answers: Iterable[DnsAnswer]) -> tuple[str, ...]:
    """The MX host names by preference, at most five; a null MX (RFC 7505) gives none."""
    found = [host_name(host) for answer in answers for host in answer.mx]
    return tuple(dict.fromkeys(host for host in found if host and registrable(host)))[:MAX_MX]


def named_owners(case: Case, facts: Iterable[Fact]) -> tuple[str, ...]:
    """Names whose owners are trusted with the password: the address's own, typed ones, exchangers'.

    A password still goes only to a server whose certificate verifies for its name.
    """
    domain = own_domain(case)
    mx = [fact for fact in facts if isinstance(fact, DnsAnswer) and fact.rtype == "MX"]
    own = mx_hosts(answer for answer in mx if host_name(answer.name) == domain)
    return (case.domain, *typed_hosts(case), *own)


async def observe_authority(case: Case, world: World, tell: Tell) -> None:
    """What the zone's own servers say of the outgoing host: a stale cache shows by it."""
    host = case.outgoing.host
    if not host or is_address(host) or host_name(host) is None:
        return
    try:
        async with asyncio.timeout(AUTHORITY_S):
            answer = await world.dns.ask_authority(host, "A")
    except TimeoutError:
        answer = None
    if answer is None:
        tell(authority_unseen(case))
    else:
        tell(replace(answer, source=f"authority {answer.server}"))


def authority_unseen(case: Case) -> NotObserved:
    """The zone's own servers did not answer."""
    why = "the zone's own servers could not be asked"
    return NotObserved(what="dns-authority", target=case.outgoing.host or "", why=why)


async def addresses(world: World, host: str, limit: int = 5) -> tuple[str, ...]:
    """The addresses of a host, IPv4 first, at most ``limit`` of each family."""
    if is_address(host):
        return (host.strip("[]"),)
    answers = await asyncio.gather(world.dns.ask(host, "A"), world.dns.ask(host, "AAAA"))
    return tuple(address for answer in answers for address in answer.records[:limit])
