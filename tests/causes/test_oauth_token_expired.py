"""A provider's sign-in that is no longer valid."""

from mailmend.causes.oauth_token_expired import judge
from mailmend.change import AccountAction
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import ADDRESS, CASE, D_LOGIN, NAMES, NOTHING, phone, seen


def test_likely_where_a_token_account_is_refused() -> None:
    """The device signs in with a token, and its login is refused."""
    told = phone(D_LOGIN, authentication="oauth2")
    verdict = judge.judge(told, seen(told, NAMES))
    assert isinstance(verdict, Likely)
    assert verdict.changes == (AccountAction("sign-in-again", ADDRESS),)


def test_possible_after_a_change_of_password() -> None:
    """The story fits; the device did not say what was refused."""
    told = phone(authentication="oauth2", onset="after-password-change")
    assert isinstance(judge.judge(told, seen(told, NAMES)), Possible)


def test_ruled_out_for_a_password_account() -> None:
    """There is no token to expire."""
    told = phone(D_LOGIN)
    assert isinstance(judge.judge(told, seen(told, NAMES)), RuledOut)


def test_asks_where_a_token_account_fails_for_another_stated_reason() -> None:
    """The kind of account fits, nothing else does."""
    told = phone(authentication="oauth2")
    verdict = judge.judge(told, seen(told, NAMES))
    assert isinstance(verdict, Unknown)
    assert "signing in" in verdict.would_settle


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
