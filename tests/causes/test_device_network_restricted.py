"""A device that keeps Mail from the network."""

from mailmend.causes.device_network_restricted import judge
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import CASE, D_RELAY, D_TIMEOUT, GOOD, NAMES, NOTHING, phone, seen, tcp


def test_possible_where_only_the_device_cannot_connect() -> None:
    """The device times out, and from here its settings work."""
    told = phone(D_TIMEOUT)
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Possible)
    assert "network" in verdict.would_settle


def test_ruled_out_by_a_failure_that_is_reproduced() -> None:
    """From here the server does not answer either."""
    told = phone(D_TIMEOUT)
    assert isinstance(judge.judge(told, seen(told, tcp(outcome="timeout"), NAMES)), RuledOut)


def test_no_claim_where_the_server_was_reached() -> None:
    """Relaying refused means that the network is fine."""
    told = phone(D_RELAY)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
