"""Taken, and not delivered."""

from mailmend.causes.accepted_then_bounced import judge
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import CASE, D_RELAY, GOOD, NOTHING, phone, seen

BOUNCE = "Undeliverable: your message could not be delivered to one or more recipients."


def test_likely_by_a_reported_bounce() -> None:
    """The server takes the message from here, and a bounce came."""
    told = phone(BOUNCE)
    assert isinstance(judge.judge(told, seen(told, GOOD)), Likely)


def test_possible_without_an_accepted_envelope() -> None:
    """Only the report is known."""
    told = phone(BOUNCE)
    assert isinstance(judge.judge(told, seen(told)), Possible)


def test_ruled_out_by_an_alert_at_the_moment_of_sending() -> None:
    """The phone was refused at once."""
    told = phone(D_RELAY)
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_unknown_without_a_bounce() -> None:
    """Nothing was reported, or nothing of the kind."""
    assert isinstance(judge.judge(phone(), seen(phone(), GOOD)), Unknown)
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
