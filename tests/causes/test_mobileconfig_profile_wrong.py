"""A configuration profile with wrong settings."""

from dataclasses import replace

from mailmend.case import Case
from mailmend.causes.mobileconfig_profile_wrong import judge
from mailmend.change import DeviceAction
from mailmend.facts import Facts, Reported
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.backup import backup
from tests.causes.build import CASE, D_RELAY, GOOD, NAMES, NOTHING, phone, seen


def from_profile(told: Case) -> Facts:
    """The facts of a case whose settings were read from a profile."""
    facts = seen(told, GOOD, NAMES)
    return Facts(
        replace(fact, source="mobileconfig mail.mobileconfig")
        if isinstance(fact, Reported)
        else fact
        for fact in facts
    )


def test_proven_where_a_value_of_the_profile_has_to_change() -> None:
    """EmailAuthNone in the profile, and a login makes it work."""
    told = phone(authentication="none")
    verdict = judge.judge(told, from_profile(told))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (
        DeviceAction("replace-profile", "outgoing.authentication = password"),
    )


def test_ruled_out_where_the_profile_works() -> None:
    """Nothing in it has to change."""
    told = phone()
    assert isinstance(judge.judge(told, from_profile(told)), RuledOut)


def test_unknown_where_the_settings_were_typed() -> None:
    """Settings that came with the case may be anybody's."""
    told = phone(D_RELAY, authentication="none")
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Unknown)
    assert "profile" in verdict.would_settle


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)


def test_proven_from_a_backup_that_marks_the_account() -> None:
    """The profile itself is not at hand; its mark and its value are."""
    told = phone(authentication="none")
    facts = backup(seen(told, GOOD, NAMES), from_profile=True, outgoing_authentication="none")
    verdict = judge.judge(told, facts)
    assert isinstance(verdict, Proven)
    assert "backup.from-profile" in {getattr(one, "field", "") for one in verdict.because}


def test_unknown_from_a_backup_without_the_mark() -> None:
    """The same value, typed by hand."""
    told = phone(D_RELAY, authentication="none")
    facts = backup(seen(told, GOOD, NAMES), from_profile=False, outgoing_authentication="none")
    assert isinstance(judge.judge(told, facts), Unknown)


def test_a_key_that_the_profile_leaves_out_is_evidence() -> None:
    """UseSSL is false unless it is given."""
    told = phone(security="none", port=587)
    left_out = Reported(
        field="profile.outgoing-ssl-missing", value=True, source="mobileconfig: UseSSL"
    )
    verdict = judge.judge(told, Facts((*from_profile(told), left_out)))
    assert isinstance(verdict, Proven)
    assert left_out in verdict.because
