"""A password whose characters are written down differently."""

from mailmend.causes.password_special_chars import judge
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    D_LOGIN,
    GOOD,
    NAMES,
    NOTHING,
    conversation,
    mailbox,
    phone,
    seen,
)


def test_possible_where_the_pair_is_refused() -> None:
    """Only the owner knows the letters."""
    told = phone()
    facts = seen(told, conversation(auth=AUTH_535), mailbox("refused"), NAMES)
    verdict = judge.judge(told, facts)
    assert isinstance(verdict, Possible)
    assert verdict.ask == "owner"


def test_possible_where_only_the_device_is_refused() -> None:
    """The same letters, typed on the device."""
    told = phone(D_LOGIN)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Possible)


def test_ruled_out_by_a_login_that_is_accepted() -> None:
    """Another setting is wrong."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_no_claim_where_the_pair_reads_mail() -> None:
    """The same letters are accepted by the other service."""
    told = phone()
    facts = seen(told, conversation(auth=AUTH_535), mailbox(), NAMES)
    assert isinstance(judge.judge(told, facts), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
