"""The EHLO name held against customers."""

import pytest

from mailmend.causes.helo_rejected_at_submission import judge
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    GOOD,
    NO_PASSWORD,
    NOTHING,
    conversation,
    dialogue,
    phone,
    seen,
    step,
)
from tests.causes.build_server import refused_after_login

NOT_FOUND = "450 4.7.1 <smtpclient.apple>: Helo command rejected: Host not found"


@pytest.mark.parametrize(
    "answer",
    [
        NOT_FOUND,
        "504 5.5.2 <iphone>: Helo command rejected: need fully-qualified hostname",
        "550 HELO rejected",
    ],
)
def test_proven_by_the_server_s_words_after_a_login(answer: str) -> None:
    """The server says that it is the name, to somebody it knows."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), Proven)


def test_proven_by_another_name_that_passes() -> None:
    """The same conversation under another EHLO name is accepted."""
    told = phone()
    first, other = refused_after_login(NOT_FOUND), conversation(ehlo_name="mail.customer.test")
    verdict = judge.judge(told, seen(told, first, other))
    assert isinstance(verdict, Proven)
    assert verdict.because == (first, other)


def test_possible_where_every_name_is_refused() -> None:
    """Then it is not this name."""
    told = phone()
    first = refused_after_login(NOT_FOUND)
    other = refused_after_login(NOT_FOUND, ehlo_name="mail.customer.test")
    assert isinstance(judge.judge(told, seen(told, first, other)), Possible)


def test_likely_where_ehlo_itself_is_refused() -> None:
    """Nobody got as far as a login; another name would settle it."""
    told = phone()
    invalid = step("ehlo", "501 Syntactically invalid EHLO argument(s)", secure=False)
    refused = dialogue(invalid)
    assert isinstance(judge.judge(told, seen(told, refused)), Likely)
    other = conversation(ehlo_name="mail.customer.test")
    assert isinstance(judge.judge(told, seen(told, refused, other)), Proven)


def test_ruled_out_where_the_message_is_accepted() -> None:
    """The phone's own name is good enough."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_not_proven_before_a_login() -> None:
    """Strangers' names may be checked: customers could be exempt."""
    told = phone()
    talk = conversation(anonymous=NOT_FOUND, auth=None)
    assert isinstance(judge.judge(told, seen(told, talk)), Unknown)
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD)), Unknown)


def test_likely_where_ehlo_is_refused_under_every_name() -> None:
    """The name is compared with the client's own, so that no other name is better."""
    told = phone()
    words = "550 EHLO argument does not match calling host"
    first = dialogue(step("ehlo", words, secure=False))
    other = dialogue(step("ehlo", words, secure=False), ehlo_name="customer.test")
    assert isinstance(judge.judge(told, seen(told, first, other)), Likely)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
