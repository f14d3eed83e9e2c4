"""Port 25 closed to customers of a carrier."""

from mailmend.causes.port_25_blocked_by_carrier import judge
from mailmend.change import NetworkAction
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, NOTHING, phone, seen, tcp
from tests.causes.build_server import OTHER_HOST, OTHER_IP

OURS = (tcp(port=25, outcome="timeout"), tcp(port=587), tcp(port=465))
THEIRS = tcp(OTHER_HOST, 25, "timeout", OTHER_IP)


def test_proven_by_two_unrelated_servers() -> None:
    """25 is silent at both, 587 of ours opens."""
    told = phone(port=25)
    verdict = judge.judge(told, seen(told, *OURS, THEIRS))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (NetworkAction("avoid-port", "mail.hosting.test", 25),)


def test_possible_by_one_server() -> None:
    """Its own firewall would look the same."""
    told = phone(port=25)
    assert isinstance(judge.judge(told, seen(told, *OURS)), Possible)


def test_two_names_of_one_owner_are_one_server() -> None:
    """mail. and mx. of the same domain share a firewall."""
    told = phone(port=25)
    sister = tcp("mx.hosting.test", 25, "timeout", "192.0.2.26")
    assert isinstance(judge.judge(told, seen(told, *OURS, sister)), Possible)


def test_ruled_out_by_port_25_of_another_server() -> None:
    """25 answers from here: not the carrier."""
    told = phone(port=25)
    for other in (tcp(OTHER_HOST, 25, "open", OTHER_IP), tcp(OTHER_HOST, 25, "refused", OTHER_IP)):
        assert isinstance(judge.judge(told, seen(told, *OURS, other)), RuledOut)


def test_ruled_out_for_a_device_on_another_port() -> None:
    """Blocked or not, this device does not use it."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, *OURS, THEIRS)), RuledOut)


def test_possible_while_the_port_is_not_known() -> None:
    """It matters only to a device on port 25."""
    told = phone(port=None)
    assert isinstance(judge.judge(told, seen(told, *OURS, THEIRS)), Possible)


def test_not_by_a_refusal() -> None:
    """Refused by the server: nothing listens there."""
    told = phone(port=25)
    facts = seen(told, tcp(port=25, outcome="refused"), tcp(port=587), THEIRS)
    assert isinstance(judge.judge(told, facts), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
