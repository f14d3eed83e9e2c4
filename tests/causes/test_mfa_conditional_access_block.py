"""A sign-in that the provider's rules block."""

import pytest

from mailmend.causes.mfa_conditional_access_block import judge
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    NAMES,
    NOTHING,
    conversation,
    phone,
    seen,
)

POLICY = (
    "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security "
    "defaults policy. Contact your administrator."
)
CONDITIONAL = (
    "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be "
    "authenticated successfully. Contact your administrator: Conditional Access."
)
BROWSER = (
    "534 5.7.14 Please log in via your web browser and then try again. Learn more at "
    "https://support.google.com/mail/answer/78754"
)


@pytest.mark.parametrize("answer", [POLICY, CONDITIONAL])
def test_proven_by_the_servers_words(answer: str) -> None:
    """The refused login names a policy."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, conversation(auth=answer), NAMES)), Proven)


def test_likely_where_a_browser_is_asked_for() -> None:
    """Gmail wants the sign-in approved in a browser."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, conversation(auth=BROWSER))), Likely)


def test_likely_for_the_device_though_accepted_from_here() -> None:
    """The device quotes a policy; the same pair is accepted from this network."""
    told = phone(POLICY)
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Likely)
    assert GOOD in verdict.because


def test_possible_where_the_refusal_names_nothing() -> None:
    """Dovecot's allow_nets answers with a bare 535."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, conversation(auth=AUTH_535))), Possible)


def test_ruled_out_by_a_login_that_is_accepted() -> None:
    """Nobody spoke of a policy."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
