"""The server of the provider that was left."""

from mailmend.causes.smtp_hostname_old_provider import judge
from mailmend.change import SetField
from mailmend.facts import PublishedServer
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    HOST,
    NAMES,
    NO_PASSWORD,
    NOTHING,
    conversation,
    dns,
    phone,
    published,
    seen,
)

OLD = "mail.oldhost.test"
OLD_NAME = dns(OLD, "192.0.2.77")
LEFT = conversation(host=OLD, address="192.0.2.77", auth=AUTH_535)


def test_proven_by_the_repair_after_a_migration() -> None:
    """The old server refuses the login, the new one accepts it."""
    told = phone(host=OLD, onset="after-migration")
    verdict = judge.judge(told, seen(told, GOOD, LEFT, NAMES, OLD_NAME))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.host", OLD, HOST),)


def test_likely_without_a_password_to_try() -> None:
    """The old server offers no login any more; the published one does."""
    told = phone(host=OLD, onset="after-migration")
    mute = conversation(host=OLD, address="192.0.2.77", auth_keyword=None, auth=None)
    new = published(PublishedServer("smtp", HOST, 587, "starttls"))
    verdict = judge.judge(told, seen(told, NO_PASSWORD, mute, new, NAMES, OLD_NAME))
    assert isinstance(verdict, Likely)
    assert verdict.changes == (SetField("outgoing.host", OLD, HOST),)


def test_possible_where_nobody_told_of_a_migration() -> None:
    """The host is wrong; whether it is an old one is the person's to say."""
    told = phone(host=OLD)
    verdict = judge.judge(told, seen(told, GOOD, LEFT, NAMES, OLD_NAME))
    assert isinstance(verdict, Possible)
    assert "moved" in verdict.would_settle


def test_ruled_out_by_another_story() -> None:
    """An account being set up for the first time has no old provider."""
    told = phone(host=OLD, onset="first-setup")
    assert isinstance(judge.judge(told, seen(told, GOOD, LEFT, NAMES, OLD_NAME)), RuledOut)


def test_a_migration_alone_is_not_enough() -> None:
    """The host is today's, and the fault is another setting."""
    told = phone(username="", onset="after-migration")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_no_claim_where_no_better_host_is_known() -> None:
    """The old server refuses the login, and nothing else was found."""
    told = phone(host=OLD, onset="after-migration")
    assert isinstance(judge.judge(told, seen(told, LEFT, OLD_NAME)), Unknown)


def test_proven_where_host_and_user_name_are_old() -> None:
    """The old host was tried with the old name only, and refused it."""
    told = phone(host=OLD, username="web12p3", onset="after-migration")
    left = conversation(host=OLD, address="192.0.2.77", user="web12p3", auth=AUTH_535)
    assert isinstance(judge.judge(told, seen(told, GOOD, left, NAMES, OLD_NAME)), Proven)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
