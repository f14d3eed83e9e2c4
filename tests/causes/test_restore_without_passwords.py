"""A restore that brought no passwords."""

from mailmend.case import Onset
from mailmend.causes.restore_without_passwords import judge
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    D_NOPW,
    D_RELAY,
    GOOD,
    NAMES,
    NOTHING,
    case,
    phone,
    seen,
)

RESTORED: Onset = "after-restore"


def test_likely_with_a_blank_password_after_a_restore() -> None:
    """The field came back empty."""
    told = phone(D_NOPW, password_set=False, onset=RESTORED)
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Likely)
    assert "encrypted" in verdict.would_settle


def test_likely_with_a_blank_user_name_after_a_restore() -> None:
    """The whole sign-in came back empty."""
    told = phone(D_RELAY, username="", onset=RESTORED)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Likely)


def test_likely_from_the_alert_of_a_missing_password() -> None:
    """The device says so; no settings are known."""
    told = case(error=D_NOPW, onset=RESTORED)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Likely)


def test_possible_where_the_fields_were_not_told() -> None:
    """A restore alone."""
    told = case(onset=RESTORED)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Possible)


def test_ruled_out_by_fields_that_are_filled_in() -> None:
    """The sign-in came back; the port is wrong."""
    told = phone(port=26, onset=RESTORED)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_ruled_out_by_another_story() -> None:
    """A blank password at the first set-up was never typed."""
    told = phone(D_NOPW, password_set=False, onset="first-setup")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
