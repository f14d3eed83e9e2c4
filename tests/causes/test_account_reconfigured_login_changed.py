"""A sign-in that an administrator changed."""

from mailmend.causes.account_reconfigured_login_changed import judge
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    NAMES,
    NOTHING,
    conversation,
    mailbox,
    phone,
    refused_first,
    seen,
)


def test_possible_where_a_name_that_worked_has_to_change() -> None:
    """All of a sudden the old name is refused and the address accepted."""
    told = phone(username="alice", onset="sudden")
    verdict = judge.judge(told, seen(told, refused_first("alice"), NAMES))
    assert isinstance(verdict, Possible)
    assert "before" in verdict.would_settle


def test_possible_where_a_login_that_worked_is_refused() -> None:
    """Nothing else was tried."""
    told = phone(onset="sudden")
    facts = seen(told, conversation(auth=AUTH_535), mailbox("refused"), NAMES)
    assert isinstance(judge.judge(told, facts), Possible)


def test_no_claim_at_the_first_set_up() -> None:
    """A name that never worked was not changed by anybody."""
    told = phone(username="alice", onset="first-setup")
    assert isinstance(judge.judge(told, seen(told, refused_first("alice"), NAMES)), Unknown)


def test_ruled_out_by_a_name_that_is_accepted() -> None:
    """The sign-in is as it was."""
    told = phone(port=26, onset="sudden")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
