"""The DNS questions of a case."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from mailmend.case import Case, Incoming, Outgoing
from mailmend.facts import DnsAnswer, Fact, NotObserved
from mailmend.probes import names
from mailmend.world import World
from tests.probes.world import TableDns, small_world

ADDRESS = "alice@customer.test"
CASE = Case(
    ADDRESS,
    recipient="bob@elsewhere.test",
    incoming=Incoming(host="imap.hosting.test"),
    outgoing=Outgoing(host="mail.hosting.test"),
)


def test_all_questions_are_known_at_once() -> None:
    """The device's hosts first; MX, SRV and the usual names of the domain; the recipient's MX."""
    asked = names.questions(CASE)
    assert asked[0] == ("mail.hosting.test", "A")
    for expected in (
        ("imap.hosting.test", "AAAA"),
        ("customer.test", "MX"),
        ("_submission._tcp.customer.test", "SRV"),
        ("_autodiscover._tcp.customer.test", "SRV"),
        ("smtp.customer.test", "A"),
        ("customer.test", "A"),
        ("elsewhere.test", "MX"),
    ):
        assert expected in asked
    assert len(asked) == len(set(asked)) <= names.MAX_QUESTIONS


def test_without_a_recipient_nobody_elses_domain_is_asked() -> None:
    """Only what the case holds."""
    asked = names.questions(replace(CASE, recipient=None))
    assert not any("elsewhere" in name for name, _ in asked)


def test_nothing_at_or_above_a_public_suffix_is_asked() -> None:
    """Only the hosts that the person typed."""
    for address in ("x@co.uk", "x@github.io", "x@com"):
        case = Case(address, outgoing=Outgoing(host="mail.hosting.test"))
        assert {name for name, _ in names.questions(case)} == {"mail.hosting.test"}
    asked = names.questions(Case("x@shop.co.uk", recipient="y@co.uk"))
    assert all(name.endswith("shop.co.uk") for name, _ in asked)


def test_an_address_as_host_is_no_name() -> None:
    """It is dialled as it is."""
    case = Case(ADDRESS, outgoing=Outgoing(host="192.0.2.7"))
    assert all("192.0.2.7" not in name for name, _ in names.questions(case))
    assert asyncio.run(names.addresses(small_world(), "192.0.2.7")) == ("192.0.2.7",)
    assert asyncio.run(names.addresses(small_world(), "[2001:db8::1]")) == ("2001:db8::1",)


def test_an_international_domain_is_asked_in_ascii() -> None:
    """As A-labels."""
    asked = names.questions(Case("info@bücher.test"))
    assert ("xn--bcher-kva.test", "MX") in asked
    assert all(name.isascii() for name, _ in asked)


def table(world: World) -> TableDns:
    """The name service of that world."""
    assert isinstance(world.dns, TableDns)
    return world.dns


def look(case: Case, records: Mapping[tuple[str, str], tuple[str, ...]]) -> list[Fact]:
    """The facts of the names."""
    facts: list[Fact] = []
    world = small_world(dns=TableDns(records))
    asyncio.run(names.observe_names(case, world, facts.append))
    return facts


def test_the_hosts_of_the_mx_are_asked_after_it() -> None:
    """At most five of them, by preference."""
    rows = tuple(f"{number} mx{number}.hosting.test." for number in range(1800))
    facts = look(CASE, {("customer.test", "MX"): rows})
    asked = {fact.name for fact in facts if isinstance(fact, DnsAnswer)}
    found = {name for name in asked if name.startswith("mx")}
    assert found == {f"mx{number}.hosting.test" for number in range(5)}


def test_a_flood_of_records_is_counted() -> None:
    """Five exchangers are looked at, and how many are not is said."""
    flood = tuple(f"{n} mx{n}.customer.test" for n in range(1800))
    facts = look(Case(ADDRESS), {("customer.test", "MX"): flood})
    hosts = {fact.name for fact in facts if isinstance(fact, DnsAnswer)}
    assert len([name for name in hosts if name.startswith("mx")]) == 5
    (left,) = [it for it in facts if isinstance(it, NotObserved) and it.what == "further-records"]
    assert left.why == "1795 more MX records were not tried"


def test_a_null_mx_names_no_host() -> None:
    """RFC 7505."""
    answer = DnsAnswer(name="customer.test", rtype="MX", status="ok", records=("0 .",))
    assert names.mx_hosts([answer]) == ()


def test_a_public_suffix_is_noted_and_asked_nothing() -> None:
    """The reason stands in a fact."""
    facts = look(Case("x@co.uk"), {})
    assert [fact.kind for fact in facts] == ["not-observed"]


def test_the_addresses_of_a_host_are_bounded_and_ipv4_goes_first() -> None:
    """Five of each family."""
    records = {
        ("mail.hosting.test", "A"): tuple(f"192.0.2.{n}" for n in range(1, 100)),
        ("mail.hosting.test", "AAAA"): ("2001:db8::1",),
    }
    world = small_world(dns=TableDns(records))
    found = asyncio.run(names.addresses(world, "mail.hosting.test"))
    assert found == (*(f"192.0.2.{n}" for n in range(1, 6)), "2001:db8::1")
    assert asyncio.run(names.addresses(world, "nowhere.test")) == ()


def test_an_authority_that_cannot_be_asked_is_noted() -> None:
    """Not seen is not the same as right."""
    facts: list[Fact] = []
    asyncio.run(names.observe_authority(CASE, small_world(), facts.append))
    assert isinstance(facts[0], NotObserved)
    assert facts[0].what == "dns-authority"


def test_an_authoritative_answer_is_told_apart_by_its_source() -> None:
    """So that it can be compared with the resolver's."""

    class Authority(TableDns):
        async def ask_authority(self, name: str, rtype: str) -> DnsAnswer | None:
            return DnsAnswer(
                name=name, rtype=rtype, status="ok", records=("192.0.2.9",), server="192.0.2.53"
            )

    facts: list[Fact] = []
    world = small_world(dns=Authority())
    asyncio.run(names.observe_authority(CASE, world, facts.append))
    assert facts[0].source == "authority 192.0.2.53"
    assert table(world).asked == []
