"""How the ports of a host answer from here, and what other hosts show about this network. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mailmend.case import Case
from mailmend.causes._servers import addresses, same
from mailmend.causes._smtp import account_dialogues
from mailmend.facts import Facts, TcpOutcome, TcpResult

RELAY = 25
SUBMISSION = (587, 465)
READING = (993, 143, 995, 110)
WEB = (443, 80)
_BEST = ("open", "refused", "reset", "unreachable", "timeout")
SILENT: frozenset[TcpOutcome] = frozenset({"timeout", "unreachable"})


@dataclass(frozen=True, slots=True)
class Ports:
    """The best outcome seen for each address and port of one host."""

    host: str
    results: tuple[TcpResult, ...]

    def at(self, *ports: int) -> tuple[TcpResult, ...]:
        """The results on these ports, on every address."""
        return tuple(one for one in self.results if one.port in ports)

    def open(self, *ports: int) -> tuple[TcpResult, ...]:
        """Those of them that are open."""
        return tuple(one for one in self.at(*ports) if one.outcome == "open")

    def all(self, outcomes: Iterable[TcpOutcome], *ports: int) -> bool:
        """Whether each of these ports was tried, and every try ended in one of ``outcomes``."""
        wanted, seen = set(outcomes), self.at(*ports)
        tried = {one.port for one in seen}
        return tried == set(ports) and all(one.outcome in wanted for one in seen)

    def family(self, name: str) -> Ports:
        """The same for one address family, ``ipv4`` or ``ipv6``."""
        return Ports(self.host, tuple(one for one in self.results if one.family == name))

    @property
    def families(self) -> frozenset[str]:
        """The address families that were tried."""
        return frozenset(one.family for one in self.results)


def ports_of(facts: Facts, host: str) -> Ports:
    """The ports of that host; attempts that Mailmend refused to make are left out."""
    best: dict[tuple[str, int], TcpResult] = {}
    for one in facts.of(TcpResult, lambda one: same(one.host) == same(host)):
        if one.outcome == "not-allowed":
            continue
        known = best.get((one.address, one.port))
        if known is None or _BEST.index(one.outcome) < _BEST.index(known.outcome):
            best[(one.address, one.port)] = one
    return Ports(host, tuple(best.values()))


def account_ports(case: Case, facts: Facts) -> Ports | None:
    """The ports of the host the device is set to; where that was not dialled, of the account's."""
    hosts = [case.outgoing.host, *(one.host for one in account_dialogues(case, facts))]
    hosts.append(case.incoming.host)
    found = (ports_of(facts, host) for host in hosts if host)
    return next((ports for ports in found if ports.results), None)


def open_elsewhere(facts: Facts, host: str, *ports: int) -> tuple[TcpResult, ...]:
    """Ports that open from here at addresses that are not this host's; any port if none given."""
    return _elsewhere(facts, host, {"open"}, ports)


def answered_elsewhere(facts: Facts, host: str, *ports: int) -> tuple[TcpResult, ...]:
    """Such ports that answer at all: a refusal shows as well that this network lets them out."""
    return _elsewhere(facts, host, {"open", "refused", "reset"}, ports)


def silent_elsewhere(facts: Facts, host: str, *ports: int) -> tuple[TcpResult, ...]:
    """Such ports that stay silent."""
    return _elsewhere(facts, host, SILENT, ports)


def _elsewhere(
    facts: Facts, host: str, outcomes: Collection[TcpOutcome], ports: tuple[int, ...]
) -> tuple[TcpResult, ...]:
    own = addresses(facts, host) | {one.address for one in ports_of(facts, host).results}
    return facts.of(
        TcpResult,
        lambda one: (
            one.outcome in outcomes and one.address not in own and (not ports or one.port in ports)
        ),
    )


def unrelated(one: str, other: str) -> bool:
    """Whether two host names belong to different owners, as far as names tell."""
    return same(one).split(".")[-2:] != same(other).split(".")[-2:]
