"""Puts the real world together for one run."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mailmend.facts import Certificate
from mailmend.io.addresses import own_addresses
from mailmend.io.clock import RealClock
from mailmend.io.dns import RealDns
from mailmend.io.egress import EgressPolicy
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
) -> World:
    """The world over real sockets; see ``RealNet`` for ``meter``, ``RealWeb`` for ``turns``.

    Raises ``InputError`` for an unusable resolver or CA file.
    """
    clock = RealClock()
    added = [der for path in ca_files for der in read_pem(path)]
    trust = LateTrust([*added, *chosen_for_this_run()])
    dns = RealDns(clock, policy, parse_resolver(resolver) if resolver else None)
    net = RealNet(policy, trust, clock, trust.warm, meter)
    return World(net, dns, RealWeb(net, dns, turns), clock)


class LateTrust:
    """A ``world.Trust`` whose libraries load beside the first round trips, not at the start."""

    def __init__(self, added_roots: Sequence[bytes] = ()) -> None:
        self._added_roots = added_roots
        self._lock = threading.Lock()
        self._trust: RealTrust | None = None
        self._warming = False

    def warm(self) -> None:
        """Begin to load in a thread of its own; returns at once.

        The interpreter waits for it at the end: a thread that is cut off in native code aborts.
        """
        if not self._warming:
            self._warming = True
            threading.Thread(target=self._load, name="trust").start()

    def judge(self, chain: Sequence[bytes], host: str, at: datetime) -> Certificate:
        """The judgement over a DER chain, leaf first, for that host at that time."""
        return self._load().judge(chain, host, at)

    def _load(self) -> RealTrust:
        with self._lock:
            if self._trust is None:
                from mailmend.io.trust import RealTrust

                self._trust = RealTrust(self._added_roots)
                self._trust.warm()
            return self._trust
