"""Trouble that passes."""

from dataclasses import replace

import pytest

from mailmend.causes.provider_outage import judge
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    NOTHING,
    conversation,
    dialogue,
    mailbox,
    phone,
    seen,
)


@pytest.mark.parametrize(
    "talk",
    [
        dialogue(greeting="421 4.3.2 Service not available, try later"),
        conversation(auth="454 4.7.0 Temporary authentication failure."),
    ],
)
def test_possible_by_temporary_refusals(talk: object) -> None:
    """Other people must be asked."""
    told = phone()
    verdict = judge.judge(told, seen(told, talk))  # type: ignore[arg-type]
    assert isinstance(verdict, Possible)


def test_possible_where_reading_is_down() -> None:
    """IMAP cannot decide."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, mailbox("unavailable"))), Possible)


def test_ruled_out_where_the_message_is_accepted() -> None:
    """No trouble now."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_not_by_a_permanent_refusal() -> None:
    """A wrong password does not pass."""
    told = phone()
    own = conversation(auth=AUTH_535, anonymous="554 5.7.1 <b>: Relay access denied")
    assert isinstance(judge.judge(told, seen(told, own)), Unknown)


def test_a_late_greeting_is_marked() -> None:
    """It came, after longer than many programs wait; a quick one is nothing to speak of."""
    told = phone()
    late = replace(GOOD.steps[0], elapsed_ms=20_000.0)
    slow = replace(GOOD, steps=(late, *GOOD.steps[1:]))
    verdict = judge.judge(told, seen(told, slow))
    assert isinstance(verdict, Possible)
    assert "very long to greet" in verdict.summary
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
