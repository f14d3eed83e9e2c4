"""An account locked after failed sign-ins."""

import pytest

from mailmend.causes.account_locked_out import judge
from mailmend.causes.account_suspended import judge as suspended
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
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

LOCKED = "535 5.7.8 Too many failed login attempts, account is temporarily locked"


def test_likely_by_the_servers_words() -> None:
    """A banned address may be told the same, so that it is not proven."""
    told = phone()
    verdict = judge.judge(told, seen(told, conversation(auth=LOCKED), NAMES))
    assert isinstance(verdict, Likely)
    assert verdict.ask == "admin"


def test_likely_by_the_mailbox_servers_code() -> None:
    """LIMIT (RFC 5530)."""
    told = phone()
    refused = mailbox("refused", code="LIMIT", text="Too many failures")
    assert isinstance(judge.judge(told, seen(told, conversation(auth=AUTH_535), refused)), Likely)


def test_possible_where_both_logins_are_refused() -> None:
    """A locked account and a wrong password look the same."""
    told = phone()
    facts = seen(told, conversation(auth=AUTH_535), mailbox("refused"))
    assert isinstance(judge.judge(told, facts), Possible)


def test_ruled_out_by_a_mailbox_login_that_is_accepted() -> None:
    """A locked account reads no mail either."""
    told = phone()
    assert isinstance(
        judge.judge(told, seen(told, conversation(auth=AUTH_535), mailbox())), RuledOut
    )


def test_ruled_out_by_a_login_that_is_accepted() -> None:
    """Not locked."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


@pytest.mark.parametrize(
    "answer",
    [
        "525 5.7.13 Account is locked after too many failed logins",
        "525 5.7.13 Account_is_locked_after_too_many_failed_logins",
        "535 5.7.8 Your account is temporarily locked",
    ],
)
def test_likely_in_the_server_s_words_whatever_the_code(answer: str) -> None:
    """525 stands for a disabled account; its words tell why."""
    told = phone()
    facts = seen(told, conversation(auth=answer))
    assert isinstance(judge.judge(told, facts), Likely)
    assert not isinstance(suspended.judge(told, facts), Proven)


def test_not_by_an_administrator_s_lock() -> None:
    """A lock without a word on failures is a suspension."""
    told = phone()
    facts = seen(told, conversation(auth="525 5.7.13 Account locked by the administrator"))
    assert not isinstance(judge.judge(told, facts), Likely | Proven)
    assert isinstance(suspended.judge(told, facts), Proven)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
