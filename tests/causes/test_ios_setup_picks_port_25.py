"""Port 25 chosen while the account was set up."""

from mailmend.case import Onset
from mailmend.causes.ios_setup_picks_port_25 import judge
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    D_LOGIN,
    D_RELAY,
    GOOD,
    NAMES,
    NO_PASSWORD,
    NOTHING,
    PORT_25,
    case,
    phone,
    seen,
)

SETUP: Onset = "first-setup"


def test_likely_where_25_lets_nobody_in_and_587_does() -> None:
    """The alert blames a password that is accepted on the right port."""
    told = case(error=D_LOGIN, onset=SETUP)
    verdict = judge.judge(told, seen(told, GOOD, PORT_25, NAMES))
    assert isinstance(verdict, Likely)
    assert PORT_25 in verdict.because


def test_possible_without_a_password_to_try() -> None:
    """The password may be wrong after all."""
    told = case(error=D_LOGIN, onset=SETUP)
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD, PORT_25, NAMES)), Possible)


def test_ruled_out_by_another_port() -> None:
    """The settings name 587."""
    told = phone(D_LOGIN, onset=SETUP)
    assert isinstance(judge.judge(told, seen(told, GOOD, PORT_25, NAMES)), RuledOut)


def test_ruled_out_on_another_device() -> None:
    """Thunderbird looks for ports in another way."""
    told = case(error=D_LOGIN, onset=SETUP, os="Linux", app="Thunderbird")
    assert isinstance(judge.judge(told, seen(told, GOOD, PORT_25, NAMES)), RuledOut)


def test_ruled_out_by_another_story() -> None:
    """An account that has worked is not being set up."""
    told = case(error=D_LOGIN, onset="sudden")
    assert isinstance(judge.judge(told, seen(told, GOOD, PORT_25, NAMES)), RuledOut)


def test_no_claim_with_another_alert() -> None:
    """A relay refusal comes after the set-up."""
    told = case(error=D_RELAY, onset=SETUP)
    assert isinstance(judge.judge(told, seen(told, GOOD, PORT_25, NAMES)), Unknown)


def test_possible_where_port_25_was_not_seen() -> None:
    """The password is right, but what port 25 offers is not known."""
    told = case(error=D_LOGIN, onset=SETUP)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Possible)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
