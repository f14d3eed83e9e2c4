"""Every password refused."""

from mailmend.causes.auth_backend_rejects_all import judge
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    NO_PASSWORD,
    NOTHING,
    conversation,
    mailbox,
    phone,
    seen,
)


def test_never_more_than_possible_from_one_account() -> None:
    """Only a second account tells a wrong password from a wrong list."""
    told = phone()
    refused = conversation(auth=AUTH_535)
    for more in ((), (mailbox("refused"),), (mailbox("accepted"),)):
        verdict = judge.judge(told, seen(told, refused, *more))
        assert isinstance(verdict, Possible)
        assert verdict.ask == "admin"


def test_ruled_out_by_an_accepted_login() -> None:
    """One user succeeds."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_unknown_without_a_login() -> None:
    """Nobody tried."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD)), Unknown)
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
