"""Settings that an organisation manages."""

from mailmend.causes.mdm_profile_locks_settings import judge
from mailmend.change import DeviceAction
from mailmend.facts import Facts, Reported
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.backup import backup
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


def test_proven_where_a_managed_account_has_a_wrong_setting() -> None:
    """The backup marks it as managed, and its port has to change."""
    told = phone(authentication="none")
    facts = backup(seen(told, GOOD, NAMES), managed=True, outgoing_authentication="none")
    verdict = judge.judge(told, facts)
    assert isinstance(verdict, Proven)
    assert verdict.changes == (
        DeviceAction("replace-profile", "outgoing.authentication = password"),
    )


def test_possible_where_a_managed_account_works() -> None:
    """The profile may still restrict its use."""
    told = phone()
    facts = backup(seen(told, GOOD, NAMES), managed=True, outgoing_authentication="password")
    assert isinstance(judge.judge(told, facts), Possible)


def test_ruled_out_by_a_backup_without_a_mark() -> None:
    """The account was set up by hand."""
    told = phone(authentication="none")
    facts = backup(seen(told, GOOD, NAMES), managed=False, from_profile=False)
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_possible_for_an_account_from_a_profile_that_is_not_managed() -> None:
    """A person may have installed it, and may remove it."""
    told = phone(authentication="none")
    facts = backup(seen(told, GOOD, NAMES), managed=False, from_profile=True)
    assert isinstance(judge.judge(told, facts), Possible)


def test_likely_where_the_settings_work_and_the_profile_restricts_their_use() -> None:
    """PreventAppSheet: sending fails from other programs only."""
    told = phone("Cannot Send Mail.")
    limit = Reported(field="profile.prevent-app-sheet", value=True, source="mobileconfig: x")
    facts = Facts((*seen(told, GOOD, NAMES), limit))
    assert isinstance(judge.judge(told, facts), Likely)


def test_not_proven_by_a_value_that_was_changed_since() -> None:
    """The field is not locked: the device shows another value than the backup."""
    told = phone(authentication="none")
    facts = backup(seen(told, GOOD, NAMES), managed=True, outgoing_authentication="password")
    assert isinstance(judge.judge(told, facts), Possible)
