"""The way that this Postfix sends mail for other servers, as far as it can be seen there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mailmend.configs.postfix import Place, Postfix, words
from mailmend.configs.postfix_domains import Question, domain_of, is_own_domain
from mailmend.configs.postfix_route import (
    Route,
    looping_entries,
    missing_service,
    next_hop,
    problem_of,
    table_route,
    usual_route,
)
from mailmend.configs.sockets import is_here
from mailmend.facts import MailRoute
from mailmend.facts.server_state import RouteProblem
from mailmend.probes.server.answers import answer, entry_place
from mailmend.probes.server.domains import own_addresses
from mailmend.probes.server.host import ELSEWHERE, Host, View

SOFTWARE = "postfix"
_IN_FILES = ("hash:/", "btree:/", "lmdb:/", "cdb:/", "texthash:/")


async def postfix_routes(host: Host, postfix: Postfix, view: View) -> list[MailRoute]:
    """The way of the recipient's domain, and entries for other domains that lead in a circle."""
    own = await own_addresses(host)
    missing = missing_service(postfix)
    if missing:
        line = postfix.commented_inner(missing)
        route, place = Route(missing, "", ""), Place(postfix.master_file, line)
        return [_fact(route, place, "", "no-such-service")]
    route, place, domain = await _chosen(host, postfix, view)
    problem = problem_of(postfix, route, own) or await _silent(host, route)
    if problem == "held-back":
        route = replace(route, setting="defer_transports")
        place = postfix.place("defer_transports")
    line = postfix.commented_inner(route.transport) if problem == "no-such-service" else 0
    if line:
        route, place = replace(route, setting=""), Place(postfix.master_file, line)
    facts = [_fact(route, place, domain, problem)]
    return facts if problem else [*facts, *await _circles(host, postfix, own)]


async def _chosen(host: Host, postfix: Postfix, view: View) -> tuple[Route, Place, str]:
    """By transport_maps where an entry fits, else as usual; the domain that it is for."""
    known = "" if view.recipient in {"", ELSEWHERE} else view.recipient
    for table in words(postfix.value("transport_maps")):
        for key in _keys(known, table):
            entry = await answer(host, Question("table", key, table))
            if isinstance(entry, str) and entry:
                file, _, line = (await entry_place(host, table, key, entry)).partition(":")
                place = Place(file, int(line or 0)) if file else postfix.place("transport_maps")
                domain = "" if key == "*" else domain_of(known)
                return table_route(postfix, entry), place, domain
    route = usual_route(postfix)
    return route, postfix.place(route.setting), ""


def _keys(recipient: str, table: str) -> Iterator[str]:
    """The keys that transport(5) names, from the narrowest to that for everybody."""
    if table.startswith(("regexp:", "pcre:")):
        yield from (recipient,) if recipient else ()
        return
    if recipient:
        labels = domain_of(recipient).split(".")
        yield recipient
        yield ".".join(labels)
        yield from ("." + ".".join(labels[start:]) for start in range(1, len(labels)))
    yield "*"


async def _silent(host: Host, route: Route) -> RouteProblem:
    """Whether it hands on to a port of this server on which nobody listens."""
    hop = next_hop(route)
    if hop is None or not hop.exact or not is_here(hop.host) or route.transport == "lmtp":
        return ""
    return "silent" if await host.answers(f"{hop.host}:{hop.port or 25}") is False else ""


async def _circles(host: Host, postfix: Postfix, own: set[str]) -> list[MailRoute]:
    found: list[MailRoute] = []
    for table in words(postfix.value("transport_maps")):
        if not table.removeprefix("proxy:").startswith(_IN_FILES):
            continue
        path = table.removeprefix("proxy:").partition(":")[2]
        for line, domain, route in looping_entries(postfix, await host.read(path) or "", own):
            if is_own_domain(postfix, None, domain, {}) is False:
                found.append(_fact(route, Place(path, line), domain, "loops"))
    return found


def _fact(route: Route, place: Place, domain: str, problem: RouteProblem) -> MailRoute:
    return MailRoute(
        source="postconf; master.cf",
        software=SOFTWARE,
        setting=route.setting,
        file=place.file,
        line=place.line,
        domain=domain,
        transport=route.transport,
        next_hop=route.next_hop,
        problem=problem,
    )
