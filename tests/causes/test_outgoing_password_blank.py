"""A blank outgoing password."""

from mailmend.causes.outgoing_password_blank import judge
from mailmend.change import SetField
from mailmend.verdict import Likely, Proven, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    D_NOPW,
    D_RELAY,
    GOOD,
    NAMES,
    NO_PASSWORD,
    NOTHING,
    case,
    conversation,
    phone,
    seen,
)


def test_proven_by_the_repair() -> None:
    """The same user name with the password is accepted."""
    told = phone(D_NOPW, password_set=False)
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.password_set", False, True),)


def test_likely_without_a_password_to_try() -> None:
    """The field is known to be empty, but no login could be tried."""
    told = phone(D_NOPW, password_set=False)
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD, NAMES)), Likely)


def test_likely_from_the_alert_alone() -> None:
    """The device itself says that no password was provided."""
    told = case(error=D_NOPW)
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD, NAMES)), Likely)


def test_ruled_out_by_a_blank_user_name() -> None:
    """With no user name there is no login that could lack a password."""
    told = phone(D_RELAY, username="", password_set=False)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_ruled_out_by_a_password_that_is_set() -> None:
    """A wrong password is not a blank one."""
    told = phone(password_set=True)
    assert isinstance(judge.judge(told, seen(told, conversation(auth=AUTH_535), NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
