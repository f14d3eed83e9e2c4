"""Facts of the domain name system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from mailmend.facts.base import Fact

DnsStatus = Literal[
    "ok",
    "nodata",
    "nxdomain",
    "servfail",
    "refused",
    "timeout",
    "loop",
    "invalid",
    "malformed",
    "not-asked",
]


class SrvTarget(NamedTuple):
    """One SRV record (RFC 2782); a target of "." means: service decidedly not available."""

    priority: int
    weight: int
    port: int
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DnsAnswer(Fact):
    """The answer of one resolver to one question.

    ``records`` holds the data in presentation form: addresses for A and AAAA, host names for
    CNAME, ``"10 mx.example.org"`` for MX, ``"0 1 587 host"`` for SRV. ``canonical`` is the name
    at the end of the CNAME chain. ``invalid`` means the name cannot be asked at all,
    ``not-asked`` that Mailmend did not ask (no network, or too many questions): it shows nothing.
    ``server`` names who answered: ``system``, or the address of the resolver.
    """

    kind: ClassVar[str] = "dns-answer"
    name: str
    rtype: str
    status: DnsStatus
    records: tuple[str, ...] = ()
    canonical: str = ""
    server: str = "system"
    ttl: int | None = None

    @property
    def srv(self) -> tuple[SrvTarget, ...]:
        """The SRV records, by priority."""
        parsed = [record.split() for record in self.records if len(record.split()) == 4]
        rows = [SrvTarget(int(p), int(w), int(port), target) for p, w, port, target in parsed]
        return tuple(sorted(rows))

    @property
    def mx(self) -> tuple[str, ...]:
        """The MX host names, by preference (RFC 5321 section 5.1)."""
        pairs = [record.split() for record in self.records if len(record.split()) == 2]
        return tuple(host for _, host in sorted((int(pref), host) for pref, host in pairs))
