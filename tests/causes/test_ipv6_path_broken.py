"""IPv6 dead, IPv4 alive."""

from mailmend.causes.ipv6_path_broken import judge
from mailmend.change import DnsRecord, NetworkAction
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    D_TIMEOUT,
    GOOD,
    HOST,
    NO_PASSWORD,
    NOTHING,
    dns,
    phone,
    seen,
    tcp,
)
from tests.causes.build_server import IP6, OTHER_HOST

FOUR = tcp(port=587)
SIX_SILENT = tcp(port=587, outcome="timeout", address=IP6)
SIX_ELSEWHERE = tcp(OTHER_HOST, 25, "open", "2001:db8::80")
AAAA = dns(HOST, IP6, rtype="AAAA")


def test_proven_while_ipv6_works_elsewhere() -> None:
    """This name alone is dead over IPv6."""
    told = phone(D_TIMEOUT)
    verdict = judge.judge(told, seen(told, FOUR, SIX_SILENT, SIX_ELSEWHERE, AAAA, NO_PASSWORD))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (
        NetworkAction("repair-ipv6", HOST, 587),
        DnsRecord(HOST, "AAAA", (IP6,)),
    )


def test_proven_by_a_refusal() -> None:
    """The host answered over IPv6: its service listens on IPv4 only."""
    told = phone(D_TIMEOUT)
    refused = tcp(port=587, outcome="refused", address=IP6)
    assert isinstance(judge.judge(told, seen(told, FOUR, refused, AAAA, NO_PASSWORD)), Proven)


def test_likely_with_the_reported_error() -> None:
    """No other IPv6 host was tried, but the phone's connection failed."""
    told = phone(D_TIMEOUT)
    assert isinstance(judge.judge(told, seen(told, FOUR, SIX_SILENT, AAAA, NO_PASSWORD)), Likely)


def test_possible_where_ipv6_may_be_missing_here() -> None:
    """This network may have no IPv6 at all."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, FOUR, SIX_SILENT, NO_PASSWORD)), Possible)
    told = phone(D_TIMEOUT)
    no_route = tcp(port=587, outcome="unreachable", address=IP6)
    assert isinstance(judge.judge(told, seen(told, FOUR, no_route, NO_PASSWORD)), Possible)


def test_only_possible_where_sending_works_over_ipv4() -> None:
    """Phones turn to IPv4 by themselves; nobody complained of the connection."""
    told = phone()
    facts = seen(told, FOUR, SIX_SILENT, SIX_ELSEWHERE, GOOD)
    assert isinstance(judge.judge(told, facts), Possible)


def test_ruled_out_by_both_families_alike() -> None:
    """Open over both, or shut over both."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, FOUR, tcp(port=587, address=IP6))), RuledOut)
    shut = (tcp(port=587, outcome="timeout"), SIX_SILENT)
    assert isinstance(judge.judge(told, seen(told, *shut)), RuledOut)


def test_ruled_out_without_an_ipv6_address() -> None:
    """No AAAA record is normal."""
    told = phone()
    none = dns(HOST, rtype="AAAA", status="nodata")
    assert isinstance(judge.judge(told, seen(told, FOUR, none)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
