"""Sending allowed only for a while after fetching."""

from mailmend.causes.pop_before_smtp_window_expired import judge
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import (
    CANNOT_SEND,
    CASE,
    D_RELAY,
    GOOD,
    NAMES,
    NO_PASSWORD,
    NOTHING,
    conversation,
    phone,
    seen,
)

CHECK_FIRST = "550 5.7.1 You must check for new mail before sending mail."
CPANEL = (
    "550 customer.test is currently not permitted to relay through this server. Perhaps you have "
    "not logged into the pop/imap server in the last 30 minutes or do not have SMTP Authentication "
    "turned on in your email client."
)


def test_likely_where_the_server_says_so_and_offers_no_login() -> None:
    """Its own words, and no other way in."""
    told = phone(D_RELAY, username="")
    legacy = conversation(auth_keyword=None, auth=None, anonymous=CHECK_FIRST)
    verdict = judge.judge(told, seen(told, legacy, NAMES))
    assert isinstance(verdict, Likely)
    assert "fetched" in verdict.would_settle


def test_possible_where_a_login_is_offered_too() -> None:
    """The words name both ways; a login may be all that is missing."""
    told = phone(D_RELAY, username="")
    either = conversation(auth=None, anonymous=CPANEL)
    assert not isinstance(judge.judge(told, seen(told, either, NAMES)), Likely)


def test_possible_from_the_reported_words() -> None:
    """The person quotes the server; nothing was seen here."""
    told = phone(CANNOT_SEND + CHECK_FIRST)
    assert isinstance(judge.judge(told, seen(told, NAMES)), Possible)


def test_ruled_out_by_a_login_that_is_accepted() -> None:
    """Who can sign in need not fetch first, whatever the words for strangers are."""
    told = phone(D_RELAY, username="")
    cured = conversation(anonymous=CHECK_FIRST)
    assert isinstance(judge.judge(told, seen(told, cured, NAMES)), RuledOut)


def test_no_claim_from_a_plain_relay_refusal() -> None:
    """ "Relay access denied" says nothing about fetching mail."""
    told = phone(D_RELAY, username="")
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD, NAMES)), Unknown)


def test_ruled_out_by_a_device_that_sends() -> None:
    """The settings work."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
