"""Authentication switched off for sending."""

from mailmend.causes.outgoing_auth_none import judge
from mailmend.change import SetField
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    D_RELAY,
    GOOD,
    NAMES,
    NO_PASSWORD,
    NOTHING,
    case,
    phone,
    seen,
)


def test_proven_by_the_repair() -> None:
    """Refused without a login, accepted with a password login."""
    told = phone(D_RELAY, authentication="none")
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.authentication", "none", "password"),)


def test_both_blank_name_and_no_authentication_are_needed() -> None:
    """Each of two faults at once is proven by itself."""
    told = phone(D_RELAY, authentication="none", username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Proven)


def test_likely_without_a_password_to_try() -> None:
    """The replay is refused, but nothing shows that a login would help."""
    told = phone(D_RELAY, authentication="none")
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD, NAMES)), Likely)


def test_ruled_out_by_password_authentication() -> None:
    """A blank user name is another cause."""
    told = phone(D_RELAY, username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_possible_where_the_setting_was_not_told() -> None:
    """A relay alert leaves it open, and the question is what the setting is."""
    told = case(error=D_RELAY)
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Possible)
    assert "Authentication" in verdict.would_settle


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
