"""A user name of another form than the server wants."""

from dataclasses import replace

import pytest

from mailmend.causes.username_wrong_format import judge
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


@pytest.mark.parametrize("typed", ["CUSTOMER\\alice", "alice%customer.test", "web123p1"])
def test_proven_by_the_repair(typed: str) -> None:
    """535 with the typed form, 235 with the address."""
    told = phone(username=typed)
    verdict = judge.judge(told, seen(told, refused_first(typed), NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.username", typed, ADDRESS),)


def test_proven_where_only_the_local_part_is_wanted() -> None:
    """The provider logs people in by the part before the @."""
    told = phone()
    short = conversation(user="alice")
    refused = conversation(auth=AUTH_535)
    steps = (*refused.steps, *(one for one in short.steps if one.stage == "auth" or one.login))
    both = replace(refused, steps=steps)
    verdict = judge.judge(told, seen(told, both, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.username", ADDRESS, "alice"),)


def test_the_short_name_is_another_cause() -> None:
    """The local part where the address is wanted has a page of its own."""
    told = phone(username="alice")
    assert isinstance(judge.judge(told, seen(told, refused_first("alice"), NAMES)), RuledOut)


def test_possible_where_no_other_form_was_tried() -> None:
    """An unusual name that is refused, and nothing more."""
    told = phone(username="web123p1")
    refused = conversation(user="web123p1", auth=AUTH_535)
    assert isinstance(judge.judge(told, seen(told, refused, NAMES)), Possible)


def test_a_refused_full_address_says_nothing_of_its_form() -> None:
    """The usual form refused is more likely the password."""
    told = phone()
    refused = conversation(auth=AUTH_535)
    assert isinstance(judge.judge(told, seen(told, refused, NAMES)), Unknown)


def test_ruled_out_by_a_form_that_is_accepted() -> None:
    """The name is right; the port is not."""
    told = phone(port=25)
    no_login = conversation(port=25, auth_keyword=None, auth=None)
    assert isinstance(judge.judge(told, seen(told, GOOD, no_login, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
