"""A profile that is not on the restored device."""

from mailmend.causes.restore_managed_profile_missing import judge
from mailmend.facts import Facts, Reported
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.backup import backup
from tests.causes.build import CASE, D_NOPW, GOOD, NAMES, NOTHING, phone, reported, seen


def test_possible_where_the_settings_came_from_a_profile() -> None:
    """A profile was read, and its password did not come back."""
    blank = Reported(
        field="outgoing.password_set", value=False, source="mobileconfig mail.mobileconfig"
    )
    verdict = judge.judge(CASE, Facts((reported("onset", "after-restore"), blank)))
    assert isinstance(verdict, Possible)
    assert "profile" in verdict.would_settle


def test_asks_after_a_restore_that_lost_the_password() -> None:
    """Whether there was a profile is the person's to tell."""
    told = phone(D_NOPW, password_set=False, onset="after-restore")
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Unknown)
    assert "profile" in verdict.would_settle


def test_ruled_out_by_another_story() -> None:
    """Nothing was restored."""
    told = phone(D_NOPW, password_set=False, onset="sudden")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)


def test_possible_where_the_backup_marks_the_account() -> None:
    """The old device had the profile."""
    told = phone(D_NOPW, password_set=False, onset="after-restore")
    facts = backup(seen(told, GOOD, NAMES), from_profile=True)
    assert isinstance(judge.judge(told, facts), Possible)


def test_no_claim_where_the_backup_shows_no_mark() -> None:
    """The account was set up by hand."""
    told = phone(D_NOPW, password_set=False, onset="after-restore")
    facts = backup(seen(told, GOOD, NAMES), from_profile=False)
    assert isinstance(judge.judge(told, facts), Unknown)
