"""Puts the real world together for one run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mailmend.facts import Certificate
from mailmend.io.addresses import own_addresses
from mailmend.io.clock import RealClock
from mailmend.io.dns import RealDns
from mailmend.io.egress import EgressPolicy
from mailmend.io.loader import load
from mailmend.io.net import Meter, RealNet, unmetered
from mailmend.io.resolvers import parse_resolver
from mailmend.io.roots import chosen_for_this_run, read_pem
from mailmend.io.web import RealWeb
from mailmend.probes.budget import Turns
from mailmend.world import World

if TYPE_CHECKING:
    from mailmend.io.trust import RealTrust


def operator_policy(typed_hosts: Iterable[str], resolver: str | None) -> EgressPolicy:
    """The policy for a person at this machine; see ``EgressPolicy.for_operator``.

    Raises ``InputError`` for an unusable ``resolver``.
    """
    address = parse_resolver(resolver).address if resolver else None
    return EgressPolicy.for_operator(typed_hosts, own_addresses(), address)


def real_world(
    policy: EgressPolicy,
    resolver: str | None = None,
    ca_files: Sequence[Path] = (),
    meter: Meter = unmetered,
    turns: Turns | None = None,
    *,
    trust: RealTrust | None = None,
) -> World:
    """The world over real sockets; see ``RealNet`` for ``meter``, ``RealWeb`` for ``turns``.

    ``trust`` is for a caller with many runs; else the roots of this machine and of ``ca_files``
    are read. Raises ``InputError`` for an unusable resolver or CA file.
    """
    clock = RealClock()
    judge = trust or LateTrust(added_roots(ca_files))
    dns = RealDns(clock, policy, parse_resolver(resolver) if resolver else None)
    net = RealNet(policy, judge, clock, judge.warm, meter)
    return World(net, dns, RealWeb(net, dns, turns), clock)


def added_roots(ca_files: Sequence[Path]) -> list[bytes]:
    """The roots that this run adds to the machine's, in DER. Raises ``InputError``."""
    added = [der for path in ca_files for der in read_pem(path)]
    return [*added, *chosen_for_this_run()]


class LateTrust:
    """A ``world.Trust`` whose libraries load beside the first round trips, not at the start."""

    def __init__(self, added_roots: Sequence[bytes] = ()) -> None:
        self._added_roots = added_roots
        self._trust: Future[RealTrust] | None = None

    def warm(self) -> None:
        """Begin to load; returns at once."""
        self._begun()

    def judge(self, chain: Sequence[bytes], host: str, at: datetime) -> Certificate:
        """The judgement over a DER chain, leaf first, for that host at that time."""
        return self._begun().result().judge(chain, host, at)

    def _begun(self) -> Future[RealTrust]:
        if self._trust is None:
            self._trust = load(self._load)
        return self._trust

    def _load(self) -> RealTrust:
        from mailmend.io.trust import RealTrust

        trust = RealTrust(self._added_roots)
        trust.warm()
        return trust
