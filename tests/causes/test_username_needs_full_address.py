"""A user name without the domain."""

import pytest

from mailmend.causes.username_needs_full_address import judge
from mailmend.change import SetField
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    ADDRESS,
    AUTH_535,
    CASE,
    GOOD,
    NAMES,
    NOTHING,
    conversation,
    phone,
    refused_first,
    seen,
)


@pytest.mark.parametrize("typed", ["alice", "Alice"])
def test_proven_by_the_repair(typed: str) -> None:
    """535 with the short name, 235 with the full address."""
    told = phone(username=typed)
    verdict = judge.judge(told, seen(told, refused_first(typed), NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.username", typed, ADDRESS),)


def test_possible_where_the_full_address_was_not_tried() -> None:
    """A short name that is refused, and nothing more."""
    told = phone(username="alice")
    refused = conversation(user="alice", auth=AUTH_535)
    assert isinstance(judge.judge(told, seen(told, refused, NAMES)), Possible)


def test_ruled_out_by_a_full_address() -> None:
    """The full address is refused: the password is the matter."""
    told = phone()
    refused = conversation(auth=AUTH_535)
    assert isinstance(judge.judge(told, seen(told, refused, NAMES)), RuledOut)


def test_another_odd_name_is_another_cause() -> None:
    """DOMAIN\\user is no local part."""
    told = phone(username="CUSTOMER\\alice")
    assert isinstance(judge.judge(told, seen(told, refused_first("CUSTOMER\\alice"))), RuledOut)


def test_ruled_out_where_the_short_name_is_accepted() -> None:
    """Some providers want just that."""
    told = phone(username="alice")
    accepted = conversation(user="alice")
    assert isinstance(judge.judge(told, seen(told, accepted, NAMES)), RuledOut)


def test_a_blank_name_is_another_cause() -> None:
    """Nothing typed is not the local part."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
