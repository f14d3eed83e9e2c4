"""The outgoing server switched off."""

from mailmend.causes.smtp_server_switched_off import judge
from mailmend.change import SetField
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NAMES, NO_PASSWORD, NOTHING, phone, seen

TURN_ON = (SetField("outgoing.enabled", False, True),)


def test_proven_by_the_repair() -> None:
    """Off as it is; with the switch on, the message is accepted."""
    told = phone(enabled=False)
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == TURN_ON


def test_proven_without_a_password() -> None:
    """A switch that is off needs no further test."""
    told = phone(enabled=False)
    verdict = judge.judge(told, seen(told, NO_PASSWORD, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == TURN_ON


def test_ruled_out_by_a_switch_that_is_on() -> None:
    """Whatever else is wrong, the server is switched on."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_where_the_switch_was_not_told() -> None:
    """Nothing is assumed of a switch nobody looked at."""
    told = phone(enabled=None, username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
