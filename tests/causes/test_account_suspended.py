"""A suspended account."""

import pytest

from mailmend.causes.account_suspended import judge
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    NAMES,
    NOTHING,
    conversation,
    mailbox,
    phone,
    seen,
)


@pytest.mark.parametrize(
    "answer",
    [
        "525 5.7.13 Account disabled by administrator",
        "525 5.7.13 unpaid invoice 4711",
    ],
)
def test_proven_by_reply_525(answer: str) -> None:
    """525 says it, whatever the reason given (RFC 5248)."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, conversation(auth=answer), NAMES)), Proven)


def test_proven_by_the_mailbox_servers_code() -> None:
    """CONTACTADMIN (RFC 5530) beside a bare 535."""
    told = phone()
    refused = mailbox("refused", code="CONTACTADMIN", text="Your account is on hold")
    facts = seen(told, conversation(auth=AUTH_535), refused, NAMES)
    assert isinstance(judge.judge(told, facts), Proven)


def test_possible_where_the_refusal_names_nothing() -> None:
    """A bare 535 leaves it open, and an admin can tell."""
    told = phone()
    verdict = judge.judge(told, seen(told, conversation(auth=AUTH_535), mailbox("refused")))
    assert isinstance(verdict, Possible)
    assert verdict.ask == "admin"


def test_ruled_out_where_the_bar_holds_for_reading_only() -> None:
    """Dovecot bars the mailbox, and sending works all the same."""
    told = phone()
    barred = mailbox("refused", code="CONTACTADMIN")
    assert isinstance(judge.judge(told, seen(told, GOOD, barred, NAMES)), RuledOut)


def test_ruled_out_by_a_refusal_that_names_another_reason() -> None:
    """An expired password is not a suspension."""
    told = phone()
    answer = "535 5.7.8 Your password has expired"
    assert isinstance(judge.judge(told, seen(told, conversation(auth=answer))), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
