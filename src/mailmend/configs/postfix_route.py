"""The way that Postfix sends mail for other servers: transport, next hop, what is wrong. Pure.

trivial-rewrite(8): transport_maps first, then the relay host, with default_transport.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from mailmend.configs.postfix import Postfix, words
from mailmend.configs.sockets import is_here
from mailmend.configs.way_out import NextHop, postfix_next_hop
from mailmend.facts.server_state import RouteProblem

NEEDED = {
    "cleanup": "cleanup_service_name",
    "qmgr": "queue_service_name",
    "rewrite": "rewrite_service_name",
    "bounce": "bounce_service_name",
    "defer": "defer_service_name",
}
"""Services without which no message is taken in or sent, and what gives them another name."""
_OFF = frozenset({"error", "discard", "retry"})


@dataclass(frozen=True, slots=True)
class Route:
    """A transport and a next hop (empty: the recipient's domain), and the setting that says so."""

    transport: str
    next_hop: str
    setting: str


def usual_route(postfix: Postfix) -> Route:
    """The way of a domain that no table names."""
    transport, _, hop = postfix.value("default_transport").strip().partition(":")
    relay = postfix.value("relayhost").strip()
    if transport == "smtp" and not hop and relay:
        return Route(transport, relay, "relayhost")
    return Route(transport or "smtp", hop, "default_transport")


def table_route(postfix: Postfix, entry: str) -> Route:
    """The way that an entry of transport_maps leads (transport(5)); empty parts stay as usual."""
    usual = usual_route(postfix)
    transport, _, hop = entry.strip().partition(":")
    if not transport and not hop:
        return Route(usual.transport, usual.next_hop, "transport_maps")
    return Route(transport or usual.transport, hop, "transport_maps")


def missing_service(postfix: Postfix) -> str:
    """A service that every message needs and master.cf does not have; empty for none."""
    names = [postfix.value(setting) or usual for usual, setting in NEEDED.items()]
    return next((one for one in names if postfix.inner and one not in postfix.inner), "")


def problem_of(postfix: Postfix, route: Route, own_addresses: Collection[str]) -> RouteProblem:
    """What is wrong with a way as far as the configuration tells."""
    if postfix.inner and route.transport not in postfix.inner:
        return "no-such-service"
    command = postfix.inner.get(route.transport, (route.transport, 0))[0].partition(" ")[0]
    if command in _OFF:
        return "switched-off"
    if route.transport in words(postfix.value("defer_transports")):
        return "held-back"
    hop = next_hop(route)
    by_smtp = command in {"smtp", "relay"} and hop is not None
    return "loops" if by_smtp and hop and _is_own(postfix, hop, own_addresses) else ""


def next_hop(route: Route) -> NextHop | None:
    """The server that the way names; ``None``: the recipient's own."""
    plain = route.next_hop.strip()
    return postfix_next_hop(plain) if plain and "/" not in plain else None


def _is_own(postfix: Postfix, hop: NextHop, own_addresses: Collection[str]) -> bool:
    """Whether mail handed on there comes to this Postfix again, on the port of mail servers."""
    if hop.port not in {None, 25} or not any(one.port == 25 for one in postfix.listeners()):
        return False
    names = {postfix.value("myhostname").lower(), *own_addresses}
    return hop.host in names or (hop.exact and is_here(hop.host))


def looping_entries(
    postfix: Postfix, text: str, own_addresses: Collection[str]
) -> tuple[tuple[int, str, Route], ...]:
    """The lines of a table's source that lead back to this server: line, domain, way."""
    found = []
    for number, line in enumerate(text.split("\n")[:20_000], 1):
        entry = re.fullmatch(r"([^\s#]\S{0,300})\s+(\S{1,300})\s*", line)
        route = table_route(postfix, entry[2]) if entry else None
        if entry and route and problem_of(postfix, route, own_addresses) == "loops":
            found.append((number, entry[1], route))
    return tuple(found[:10])
