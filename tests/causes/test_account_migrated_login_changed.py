"""A mailbox moved to another system."""

from mailmend.causes.account_migrated_login_changed import judge
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    NAMES,
    NOTHING,
    conversation,
    dns,
    phone,
    seen,
)

OLD = "mail.oldhost.test"
LEFT = conversation(host=OLD, address="192.0.2.77", user="web12p3", auth=AUTH_535)
OLD_NAME = dns(OLD, "192.0.2.77")
MOVED = {"onset": "after-migration"}


def test_likely_where_host_and_user_name_change() -> None:
    """The new system accepts another name with the current password."""
    told = phone(host=OLD, username="web12p3", **MOVED)
    verdict = judge.judge(told, seen(told, GOOD, LEFT, NAMES, OLD_NAME))
    assert isinstance(verdict, Likely)
    assert LEFT in verdict.because


def test_possible_where_nothing_works_after_the_move() -> None:
    """The old sign-in is refused and no new one is known."""
    told = phone(host=OLD, username="web12p3", **MOVED)
    assert isinstance(judge.judge(told, seen(told, LEFT, OLD_NAME)), Possible)


def test_ruled_out_by_another_story() -> None:
    """Nobody moved anything."""
    told = phone(host=OLD, username="web12p3", onset="first-setup")
    assert isinstance(judge.judge(told, seen(told, GOOD, LEFT, NAMES, OLD_NAME)), RuledOut)


def test_ruled_out_where_the_host_is_todays() -> None:
    """After the move only the user name is blank."""
    told = phone(username="", **MOVED)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
