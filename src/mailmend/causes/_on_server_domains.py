"""Domains that the server takes for its own, or should. Pure."""

from __future__ import annotations

from mailmend.case import Case
from mailmend.causes._logged import server_name
from mailmend.change import ServerAction
from mailmend.facts import DomainRole, Facts
from mailmend.text import phrase
from mailmend.verdict import Possible, Proven, Verdict


def domain_missing(case: Case, facts: Facts) -> Verdict | None:
    """The MX record leads here, and no setting takes the domain for the server's own."""
    hit = facts.of(DomainRole, lambda one: not one.local and one.received_here is True)
    if not hit:
        return None
    change = ServerAction("make-domain-local", server_name(case), 25, hit[0].domain)
    said = phrase(
        "{domain} is received here, but no setting takes it for the server's own.",
        domain=hit[0].domain,
    )
    return Proven(hit, (change,), said)


def domain_left_over(case: Case, facts: Facts) -> Verdict | None:
    """The domain is taken for the server's own, and its MX record leads elsewhere.

    A filter in front of the server looks the same, so it is never more than possible.
    """
    hit = facts.of(DomainRole, lambda one: one.local and one.received_here is False)
    if not hit:
        return None
    names = ", ".join(hit[0].exchangers[:3])
    settle = f"Is {names} a filter that hands mail for {hit[0].domain} on to this server?"
    change = ServerAction("stop-treating-domain-as-local", server_name(case), None, hit[0].domain)
    return Possible(hit, settle, "admin", (change,))
