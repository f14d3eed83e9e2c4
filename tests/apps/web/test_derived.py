"""Which typed hosts have to do with the domain of the address."""

from __future__ import annotations

import asyncio

import pytest

from mailmend.apps.web.config import networks
from mailmend.apps.web.derived import strangers
from mailmend.case import Case, Outgoing
from mailmend.io.egress import EgressPolicy
from mailmend.io.world import real_world
from tests.apps.farm import Place


def _strangers(place: Place, address: str, *hosts: str) -> frozenset[str]:
    async def ask() -> frozenset[str]:
        policy = EgressPolicy.for_visitor(networks(("127.0.0.0/8",), "x"))
        first, *others = (Outgoing(host=host) for host in hosts)
        case = Case(address, outgoing=first, other_outgoing=tuple(others))
        return await strangers(case, real_world(policy, place.farm.resolver))

    return asyncio.run(ask())


@pytest.mark.parametrize(
    "host", ["smtp.customer.test", "customer.test", "MAIL.hosting.test", "typo.hosting.test"]
)
def test_the_own_domain_and_its_exchangers_are_known(place: Place, host: str) -> None:
    """By the registrable domain, so that a mistyped name is still looked at."""
    assert _strangers(place, "alice@customer.test", host) == frozenset()


@pytest.mark.parametrize(
    "host",
    ["mail.victim.example", "hosting.test.victim.example", "192.0.2.1", "localhost", "test", "a b"],
)
def test_others_are_strangers(place: Place, host: str) -> None:
    """Also addresses, single labels and what is no name at all."""
    assert _strangers(place, "alice@customer.test", host) == {host}


def test_the_bundled_data_makes_a_providers_servers_known(place: Place) -> None:
    """Of the provider of that domain only."""
    assert _strangers(place, "someone@gmail.com", "smtp.gmail.com") == frozenset()
    assert _strangers(place, "alice@customer.test", "smtp.gmail.com") == {"smtp.gmail.com"}


@pytest.mark.parametrize("address", ["alice@co.uk", "alice@test", "alice@127.1"])
def test_where_no_domain_is_owned_all_are_strangers(place: Place, address: str) -> None:
    """At a public suffix nothing belongs to one owner."""
    assert _strangers(place, address, "mail.co.uk") == {"mail.co.uk"}


def test_each_typed_host_counts_for_itself(place: Place) -> None:
    """One that is known does not vouch for another."""
    found = _strangers(place, "alice@customer.test", "mail.hosting.test", "mail.victim.example")
    assert found == {"mail.victim.example"}
