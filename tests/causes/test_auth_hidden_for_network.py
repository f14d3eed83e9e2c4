"""AUTH hidden from one network."""

from mailmend.causes.auth_hidden_for_network import judge
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NOTHING, PORT_25, conversation, phone, seen


def test_possible_where_auth_is_missing() -> None:
    """Another network must settle it."""
    told = phone()
    talk = conversation(auth_keyword=None, auth=None)
    verdict = judge.judge(told, seen(told, talk))
    assert isinstance(verdict, Possible)
    assert "another network" in verdict.would_settle


def test_ruled_out_by_auth() -> None:
    """It is offered here."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_port_25_does_not_count() -> None:
    """There AUTH is rightly missing."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, PORT_25)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
