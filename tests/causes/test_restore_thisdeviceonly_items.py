"""A password that never leaves the old device."""

from mailmend.causes.restore_thisdeviceonly_items import judge
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import CASE, D_NOPW, GOOD, NAMES, NOTHING, phone, seen


def test_possible_with_a_blank_password_after_a_restore() -> None:
    """One of several kinds of restore; only the person knows which."""
    told = phone(D_NOPW, password_set=False, onset="after-restore")
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Possible)
    assert "encrypted" in verdict.would_settle


def test_no_claim_where_the_sign_in_came_back() -> None:
    """Name and password are there; another setting is wrong."""
    told = phone(port=26, onset="after-restore")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Unknown)


def test_ruled_out_by_another_story() -> None:
    """Nothing was restored."""
    told = phone(D_NOPW, password_set=False, onset="sudden")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
