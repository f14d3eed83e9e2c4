"""The name inside and outside the server's own network."""

from mailmend.causes.nat_hairpin_split_dns import judge
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import CASE, HOST, IP, NOTHING, dns, phone, seen, tcp
from tests.causes.build_server import authority


def test_possible_with_a_private_address_here_and_a_public_one_outside() -> None:
    """The person must try outside."""
    told = phone()
    verdict = judge.judge(told, seen(told, dns(HOST, "192.168.1.5"), authority(HOST, IP)))
    assert isinstance(verdict, Possible)
    assert verdict.ask == "owner"


def test_not_by_two_public_addresses() -> None:
    """That is a stale record."""
    told = phone()
    facts = seen(told, dns(HOST, IP), authority(HOST, "192.0.2.99"))
    assert isinstance(judge.judge(told, facts), Unknown)


def test_ruled_out_by_a_public_address_that_answers() -> None:
    """The public name works from here."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, dns(HOST, IP), tcp())), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
