"""A provider that no longer takes passwords."""

import pytest

from mailmend.causes.oauth_required_basic_disabled import judge
from mailmend.facts import PublishedServer
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    HOST,
    NAMES,
    NOTHING,
    conversation,
    phone,
    published,
    seen,
)

BASIC_OFF = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."
CLIENT_SUBMISSION = "550 5.7.30 Basic authentication is not supported for Client Submission."


@pytest.mark.parametrize("answer", [BASIC_OFF, CLIENT_SUBMISSION])
def test_proven_by_the_servers_words(answer: str) -> None:
    """The refused login names it."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, conversation(auth=answer), NAMES)), Proven)


def test_proven_by_a_list_of_token_mechanisms_only() -> None:
    """Nothing that takes a password is offered."""
    told = phone()
    tokens = conversation(auth_keyword="AUTH XOAUTH2 OAUTHBEARER", auth=None)
    assert isinstance(judge.judge(told, seen(told, tokens, NAMES)), Proven)


def test_likely_where_it_is_published_so() -> None:
    """The provider publishes OAuth only, and the password is refused."""
    told = phone()
    oauth = published(PublishedServer("smtp", HOST, 587, "starttls", authentication="oauth2"))
    refused = conversation(auth=AUTH_535, auth_keyword="AUTH LOGIN XOAUTH2")
    assert isinstance(judge.judge(told, seen(told, refused, oauth)), Likely)


def test_possible_where_the_refusal_names_nothing() -> None:
    """A token mechanism beside PLAIN is no proof."""
    told = phone()
    refused = conversation(auth=AUTH_535, auth_keyword="AUTH PLAIN LOGIN XOAUTH2")
    assert isinstance(judge.judge(told, seen(told, refused, NAMES)), Possible)


def test_ruled_out_by_a_password_login_that_is_accepted() -> None:
    """Passwords are taken."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_no_claim_where_no_login_is_offered_at_all() -> None:
    """An empty list is a fault of the listener."""
    told = phone()
    empty = conversation(auth_keyword=None, auth=None)
    assert isinstance(judge.judge(told, seen(told, empty, NAMES)), Unknown)


def test_ruled_out_where_the_device_has_a_token() -> None:
    """It signs in with one already."""
    told = phone(authentication="oauth2")
    only = conversation(auth=None, auth_keyword="AUTH XOAUTH2")
    assert isinstance(judge.judge(told, seen(told, only)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
