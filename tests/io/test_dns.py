"""Asking names: an honest server, and servers that lie, loop, stall and make noise."""

from __future__ import annotations

import asyncio
import struct
import time
from collections.abc import Sequence

import dns.message
import pytest

from mailmend.facts import DnsAnswer
from mailmend.io import dns as under_test
from mailmend.io import dns_exchange
from mailmend.io.clock import RealClock
from mailmend.io.dns import RealDns
from mailmend.io.egress import EgressPolicy
from mailmend.io.resolvers import Resolver
from tests.io.nameserver import LOOPBACK, Mangle, NameServer, Zone, client, over_tcp, serving

ZONE: Zone = {
    ("a.test", "MX"): ("10 mx1.a.test.", "5 mx2.a.test."),
    ("a.test", "TXT"): ('"v=spf1 mx -all"',),
    ("mail.a.test", "A"): ("192.0.2.1", "192.0.2.2"),
    ("mail.a.test", "AAAA"): ("2001:db8::1",),
    ("v4.a.test", "A"): ("192.0.2.4",),
    ("alias.a.test", "CNAME"): ("mail.a.test.",),
    ("dangling.a.test", "CNAME"): ("nowhere.a.test.",),
    ("_imaps._tcp.a.test", "SRV"): ("0 1 993 mail.a.test.",),
    ("loop1.a.test", "CNAME"): ("loop2.a.test.",),
    ("loop2.a.test", "CNAME"): ("loop1.a.test.",),
    ("xn--bcher-kva.test", "A"): ("192.0.2.9",),
}


def ask(name: str, rtype: str, mangle: Mangle | None = None, zone: Zone | None = None) -> DnsAnswer:
    """The answer to one question asked of a server of its own."""

    async def run() -> DnsAnswer:
        async with serving(NameServer(zone or ZONE, mangle)) as port:
            return await client(port).ask(name, rtype)

    return asyncio.run(run())


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorter waits, so that what must time out does so soon."""
    monkeypatch.setattr(dns_exchange, "_WAITS_S", (0.1, 0.2, None))
    monkeypatch.setattr(dns_exchange, "QUESTION_BOUND_S", 0.6)
    monkeypatch.setattr(dns_exchange, "_NEXT_SERVER_S", 0.1)


@pytest.mark.parametrize(
    ("name", "rtype", "records"),
    [
        ("mail.a.test", "A", ("192.0.2.1", "192.0.2.2")),
        ("mail.a.test", "AAAA", ("2001:db8::1",)),
        ("a.test", "MX", ("10 mx1.a.test", "5 mx2.a.test")),
        ("a.test", "TXT", ("v=spf1 mx -all",)),
        ("_imaps._tcp.a.test", "SRV", ("0 1 993 mail.a.test",)),
        ("BÜCHER.test.", "A", ("192.0.2.9",)),
    ],
)
def test_records_come_in_presentation_form(name: str, rtype: str, records: tuple[str, ...]) -> None:
    """The name stays as it was asked, whatever went over the wire."""
    found = ask(name, rtype)
    assert (found.status, found.name, found.ttl) == ("ok", name, 300)
    assert sorted(found.records) == sorted(records)


@pytest.mark.parametrize(
    ("name", "rtype", "status"),
    [
        ("v4.a.test", "AAAA", "nodata"),
        ("none.a.test", "A", "nxdomain"),
        ("dangling.a.test", "A", "nxdomain"),
        ("loop1.a.test", "A", "loop"),
        ("a..test", "A", "invalid"),
        ("x" * 64 + ".test", "A", "invalid"),
        ("", "MX", "invalid"),
        ("a b.test", "A", "invalid"),
        ("a.test", "ANY", "invalid"),
    ],
)
def test_the_ways_to_have_no_record_are_told_apart(name: str, rtype: str, status: str) -> None:
    """No such name, no such record, a loop and an impossible name are four things."""
    assert ask(name, rtype).status == status


def test_an_alias_leads_to_its_end() -> None:
    """The canonical name is told beside the records."""
    found = ask("alias.a.test", "A")
    assert sorted(found.records) == ["192.0.2.1", "192.0.2.2"]
    assert found.canonical == "mail.a.test"
    assert ask("alias.a.test", "CNAME").records == ("mail.a.test",)


def test_an_alias_that_the_server_does_not_follow_is_asked_on() -> None:
    """A server that gives the CNAME alone is asked for its target."""

    def alias_only(query: bytes, answer: bytes) -> Sequence[bytes]:
        if b"\x05alias" not in query:
            return [answer]
        return [NameServer({("alias.a.test", "CNAME"): ("mail.a.test.",)}).answer(query)]

    found = ask("alias.a.test", "A", lambda q, a: [_noerror(one) for one in alias_only(q, a)])
    assert (found.status, found.name, found.canonical) == ("ok", "alias.a.test", "mail.a.test")


def _noerror(answer: bytes) -> bytes:
    return answer[:3] + bytes([answer[3] & 0xF0]) + answer[4:]


@pytest.mark.parametrize("length", [16, 17, 40])
def test_a_chain_of_aliases_ends_after_sixteen(length: int) -> None:
    """An endless chain is called a loop, sixteen hops are followed."""
    zone: Zone = {(f"c{n}.test", "CNAME"): (f"c{n + 1}.test.",) for n in range(length)}
    zone = {**zone, (f"c{length}.test", "A"): ("192.0.2.1",)}
    found = ask("c0.test", "A", zone=zone)
    assert found.status == ("ok" if length <= 16 else "loop")


def alias_by_alias(query: bytes, _: bytes) -> Sequence[bytes]:
    """Each name is an alias of the next, one an answer, without end."""
    name = dns.message.from_wire(query).question[0].name.to_text(omit_final_dot=True)
    following = f"{name[0]}{int(name[1:].removesuffix('.test')) + 1}.test."
    return [_noerror(NameServer({(name, "CNAME"): (following,)}).answer(query))]


def test_many_endless_chains_are_loops_until_the_questions_end() -> None:
    """Chains do not share out the questions left: the first ones are seen to their ends."""

    async def all_at_once() -> list[str]:
        async with serving(NameServer({}, alias_by_alias)) as port:
            asker = client(port)
            found = await asyncio.gather(*(asker.ask(f"{row}0.test", "A") for row in "abcdefgh"))
            return sorted(one.status for one in found)

    assert asyncio.run(all_at_once()) == ["loop"] * 3 + ["not-asked"] * 5


def with_rcode(rcode: int) -> Mangle:
    """Every answer has that response code and no records."""
    return lambda query, _: [query[:2] + struct.pack("!H", 0x8180 | rcode) + query[4:]]


@pytest.mark.parametrize(("rcode", "status"), [(2, "servfail"), (5, "refused"), (3, "nxdomain")])
def test_failures_of_the_server_are_told_apart(rcode: int, status: str) -> None:
    """The name service failed, refused, or knows no such name."""
    assert ask("mail.a.test", "A", with_rcode(rcode)).status == status


def test_a_server_without_edns_is_asked_without_it() -> None:
    """FORMERR for the extension record leads to a plain question."""

    def old(query: bytes, answer: bytes) -> Sequence[bytes]:
        return [answer] if query[10:12] == b"\0\0" else with_rcode(1)(query, answer)

    assert ask("mail.a.test", "A", old).status == "ok"


def pointer_loop(query: bytes, _: bytes) -> Sequence[bytes]:
    """The right id and question, then a name that points at itself."""
    end = query.index(b"\0", 12) + 5
    record = struct.pack("!HHHIH", 0xC000 | end, 1, 1, 0, 4) + b"abcd"
    return [query[:2] + struct.pack("!5H", 0x8180, 1, 1, 0, 0) + query[12:end] + record]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("mangle", "status"),
    [
        (lambda _q, _a: [], "timeout"),
        (lambda _q, a: [bytes([a[0] ^ 1]) + a[1:]], "timeout"),  # another id
        (lambda _q, a: [a.replace(b"\x04mail", b"\x04evil")], "timeout"),  # another question
        (lambda _q, _a: [b"", b"\0", b"noise" * 20], "timeout"),
        (lambda q, _a: [q], "timeout"),  # the question sent back
        (pointer_loop, "malformed"),
    ],
)
def test_what_is_no_answer_is_not_believed(mangle: Mangle, status: str) -> None:
    """Wrong ids, wrong questions, echoes and noise are passed over until the deadline."""
    start = time.process_time()
    assert ask("mail.a.test", "A", mangle).status == status
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize("bad", [pointer_loop, lambda _q, a: [bytes([a[0] ^ 1]) + a[1:]]])
def test_a_good_answer_after_noise_is_taken(bad: Mangle) -> None:
    """Listening goes on behind forged and malformed datagrams."""
    found = ask("mail.a.test", "A", lambda q, a: [*bad(q, a), a])
    assert found.status == "ok"


@pytest.mark.usefixtures("quick")
def test_a_lost_question_is_sent_again() -> None:
    """The first datagram gets lost, the second is answered."""
    lost = iter([True])
    found = ask("mail.a.test", "A", lambda _, a: [] if next(lost, False) else [a])
    assert found.status == "ok"


@pytest.mark.usefixtures("quick")
def test_a_truncated_answer_is_fetched_over_tcp() -> None:
    """1 800 records fit TCP alone."""
    zone: Zone = {("big.test", "MX"): tuple(f"10 mx{n}.big.test." for n in range(600))}

    async def run() -> DnsAnswer:
        server = NameServer(zone, lambda q, _: [q[:2] + b"\x87\x80" + q[4:]])
        async with serving(server) as port, over_tcp(server, port):
            return await client(port).ask("big.test", "MX")

    found = asyncio.run(run())
    assert (found.status, len(found.records)) == ("ok", 600)


@pytest.mark.usefixtures("quick")
def test_tcp_that_hangs_ends_with_the_same_deadline() -> None:
    """One deadline covers UDP and TCP."""

    async def run() -> tuple[str, float]:
        server = NameServer(ZONE, lambda q, _: [q[:2] + b"\x87\x80" + q[4:]])
        async with serving(server) as port:
            silent = await asyncio.start_server(lambda *_: asyncio.sleep(9), LOOPBACK, port)
            start = time.monotonic()
            found = await client(port).ask("mail.a.test", "A")
            silent.close()
            return found.status, time.monotonic() - start

    status, took = asyncio.run(run())
    assert status == "timeout"
    assert took < 2


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("first", [lambda _q, _a: [], with_rcode(2), with_rcode(5)])
def test_the_second_name_server_is_asked(first: Mangle) -> None:
    """Where the first is silent or fails, the next one answers."""

    async def run() -> dns_exchange.Heard:
        async with serving(NameServer(ZONE, first)) as bad, serving(NameServer(ZONE)) as good:
            servers = [Resolver(LOOPBACK, bad), Resolver(LOOPBACK, good)]
            question = dns_exchange.Question("mail.a.test", "A")
            return await dns_exchange.exchange(servers, question, 2)

    assert asyncio.run(run()).settled


def test_a_name_server_that_is_not_there_is_soon_known() -> None:
    """A closed port is an answer; nobody waits five seconds for it."""

    async def run() -> DnsAnswer:
        async with serving(NameServer(ZONE)) as port:
            pass
        return await client(port).ask("mail.a.test", "A")

    start = time.monotonic()
    found = asyncio.run(run())
    assert (found.status, time.monotonic() - start < 1) == ("timeout", True)
    assert "no name server listens there" in found.raw


def test_equal_questions_are_asked_once() -> None:
    """At the same time and later, in any spelling, one question goes out."""

    async def run() -> tuple[int, set[str]]:
        server = NameServer(ZONE)
        async with serving(server) as port:
            asking = client(port)
            names = ["mail.a.test", "Mail.A.test", "mail.a.test."]
            found = await asyncio.gather(*(asking.ask(name, "A") for name in names * 5))
            found.append(await asking.ask("mail.a.test", "A"))
            return len(server.asked), {answer.status for answer in found}

    assert asyncio.run(run()) == (1, {"ok"})


def test_a_caller_who_leaves_does_not_spoil_it_for_others() -> None:
    """A cancelled question goes on for whoever else waits for it."""

    async def run() -> str:
        async with serving(NameServer(ZONE)) as port:
            asking = client(port)
            first = asyncio.create_task(asking.ask("mail.a.test", "A"))
            second = asyncio.create_task(asking.ask("mail.a.test", "A"))
            await asyncio.sleep(0)
            first.cancel()
            return (await second).status

    assert asyncio.run(run()) == "ok"


def test_ids_and_source_ports_are_random() -> None:
    """Each question has an id and a port of its own, which a forger must guess."""

    async def run() -> NameServer:
        server = NameServer(ZONE)
        async with serving(server) as port:
            asking = client(port)
            await asyncio.gather(*(asking.ask(f"n{n}.a.test", "A") for n in range(30)))
        return server

    server = asyncio.run(run())
    assert len(set(server.ports)) == 30
    assert len(set(server.ids)) > 28


def test_a_run_asks_a_bounded_number_of_questions() -> None:
    """Past the bound nothing is sent, and the answer says so."""

    async def run() -> tuple[int, list[str]]:
        server = NameServer(ZONE)
        async with serving(server) as port:
            asking = client(port, max_questions=3)
            found = [await asking.ask(f"n{n}.a.test", "A") for n in range(5)]
        return len(server.asked), [answer.status for answer in found]

    asked, statuses = asyncio.run(run())
    assert (asked, statuses[3:]) == (3, ["not-asked", "not-asked"])


@pytest.mark.parametrize(
    ("name", "rtype", "status"),
    [("192.0.2.7", "A", "ok"), ("192.0.2.7", "AAAA", "nodata"), ("2001:db8::7", "AAAA", "ok")],
)
def test_an_address_typed_as_a_host_needs_no_question(name: str, rtype: str, status: str) -> None:
    """Devices take addresses where they take names."""

    async def run() -> tuple[str, int]:
        server = NameServer({})
        async with serving(server) as port:
            return (await client(port).ask(name, rtype)).status, len(server.asked)

    assert asyncio.run(run()) == (status, 0)


AUTHORITY_ZONE: Zone = {
    ("a.test", "NS"): ("ns.a.test.",),
    ("ns.a.test", "A"): (LOOPBACK,),
    ("new.a.test", "A"): ("192.0.2.99",),
    ("sub.a.test", "TXT"): ('"x"',),
}


def authority(
    zone: Zone,
    policy: EgressPolicy,
    monkeypatch: pytest.MonkeyPatch,
    mangle: Mangle | None = None,
) -> DnsAnswer | None:
    """What ``ask_authority`` says where the zone's server listens beside the resolver."""

    async def run() -> DnsAnswer | None:
        async with (
            serving(NameServer(AUTHORITY_ZONE)) as resolver,
            serving(NameServer(zone, mangle)) as own,
        ):
            monkeypatch.setattr(
                under_test, "Resolver", lambda address, port=own: Resolver(address, port)
            )
            monkeypatch.setattr(under_test, "AUTHORITY_BOUND_S", 0.3)
            asking = RealDns(RealClock(), policy, Resolver(LOOPBACK, resolver))
            return await asking.ask_authority("new.a.test", "A")

    return asyncio.run(run())


def test_the_zones_own_server_is_asked_without_recursion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its answer differs from the resolver's after a change, and names the server."""
    policy = EgressPolicy.for_operator((), (), LOOPBACK)
    changed: Zone = {**AUTHORITY_ZONE, ("new.a.test", "A"): ("192.0.2.100",)}
    found = authority(changed, policy, monkeypatch)
    assert found is not None
    assert found.records == ("192.0.2.100",)
    assert found.server.startswith(LOOPBACK)


def test_an_authority_inside_is_not_contacted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server record that points to loopback is nobody's way in."""
    assert authority(AUTHORITY_ZONE, EgressPolicy.public(), monkeypatch) is None


def test_an_answer_without_authority_is_not_the_zones_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lame or forwarding server proves nothing about the zone."""
    policy = EgressPolicy.for_operator((), (), LOOPBACK)

    def lame(_: bytes, answer: bytes) -> Sequence[bytes]:
        return [answer[:2] + bytes([answer[2] & ~0x04]) + answer[3:]]

    assert authority(AUTHORITY_ZONE, policy, monkeypatch, lame) is None
    assert authority(AUTHORITY_ZONE, policy, monkeypatch) is not None
