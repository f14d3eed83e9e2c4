"""The server's packet filter and its ban lists, as they meet the device. Pure."""

from __future__ import annotations

from mailmend.case import Case
from mailmend.causes._logged import server_name
from mailmend.causes._on_server import MAIL, SUBMISSION
from mailmend.change import ServerAction
from mailmend.facts import Ban, Facts, FirewallDecision, Listener
from mailmend.text import phrase
from mailmend.verdict import Proven, Verdict


def firewall_shuts(case: Case, facts: Facts) -> Verdict | None:
    """The packet filter drops everybody at ports that are listened on."""
    shut = [one for one in facts.of(FirewallDecision) if not one.accepted and not one.client]
    ports = _listened(case, facts)
    hit = [one for one in shut if one.port in ports and one.family == _family(facts)]
    if not hit or {one.port for one in hit} != set(ports):
        return None
    place = server_name(case)
    change = ServerAction("open-port", place, hit[0].port, _kept(hit[0], hit[0].rule))
    said = phrase(
        "The packet filter of {host} lets nobody through: {rule}.", host=place, rule=hit[0].rule
    )
    return Proven(tuple(hit), (change,), said)


def _family(facts: Facts) -> str:
    """The family decided for: IPv4 where both were asked about, since few phones have IPv6 only."""
    seen = {one.family for one in facts.of(FirewallDecision)}
    return "ipv6" if seen == {"ipv6"} else "ipv4"


def _listened(case: Case, facts: Facts) -> tuple[int, ...]:
    there = {one.port for one in facts.of(Listener) if one.outward and one.port in MAIL}
    port = case.outgoing.port
    if port in there:
        return (port,) if port else ()
    return tuple(one for one in SUBMISSION if one in there)


def client_shut_out(case: Case, facts: Facts) -> Verdict | None:
    """A ban list names the client, or a rule of the packet filter is about it alone."""
    ports = _listened(case, facts)
    dropped = facts.of(
        FirewallDecision, lambda one: not one.accepted and bool(one.client) and one.port in ports
    )
    bans = facts.of(Ban)
    if not bans and {one.port for one in dropped} != set(ports):
        return None
    if not bans and not dropped:
        return None
    address = bans[0].address if bans else dropped[0].client
    every = dict.fromkeys((*(one.address for one in bans), *(one.client for one in dropped)))
    first, rule = (bans[0], bans[0].jail) if bans else (dropped[0], dropped[0].rule)
    change = ServerAction("unban-address", server_name(case), None, _kept(first, address))
    said = phrase("The server shuts out {address}: {rule}.", address=", ".join(every), rule=rule)
    return Proven((*bans, *dropped), (change,), said)


def _kept(fact: Ban | FirewallDecision, what: str) -> str:
    """What it is about, after the program that keeps it and the place where it does."""
    jail = fact.jail if isinstance(fact, Ban) else fact.setting
    where = f"({fact.place})" if fact.place else ""
    owner = " ".join(filter(None, (fact.software, jail, where)))
    return f"{owner}: {what}" if owner else what
