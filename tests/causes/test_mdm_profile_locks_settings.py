"""Settings that an organisation manages."""

from mailmend.causes.mdm_profile_locks_settings import judge
from mailmend.facts import Facts, Reported
from mailmend.verdict import Possible, Unknown
from tests.causes.build import CASE, GOOD, NAMES, NOTHING, phone, seen


def test_possible_where_the_settings_came_from_a_profile() -> None:
    """A profile was read; whether it locks the fields is the person's to see."""
    fact = Reported(field="outgoing.port", value=25, source="mobileconfig mail.mobileconfig")
    verdict = judge.judge(CASE, Facts((fact,)))
    assert isinstance(verdict, Possible)
    assert "grey" in verdict.would_settle


def test_unknown_for_an_account_set_up_by_hand() -> None:
    """Nothing seen from outside bears on it."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Unknown)


def test_asks_where_nothing_measured_explains_the_complaint() -> None:
    """The settings work from here, and the person cannot send."""
    told = phone("Cannot Send Mail.")
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Unknown)
    assert "grey" in verdict.would_settle


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
