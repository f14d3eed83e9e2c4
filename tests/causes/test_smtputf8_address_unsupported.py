"""Addresses outside ASCII."""

from mailmend.causes.smtputf8_address_unsupported import judge
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    GOOD,
    NAMES,
    NO_PASSWORD,
    NOTHING,
    conversation,
    phone,
    seen,
)


def test_proven_where_the_keyword_is_missing() -> None:
    """The recipient's local part has an umlaut, and EHLO lacks SMTPUTF8."""
    told = phone(recipient="bjørn@elsewhere.test")
    verdict = judge.judge(told, seen(told, NO_PASSWORD, NAMES))
    assert isinstance(verdict, Proven)
    assert NO_PASSWORD in verdict.because


def test_ruled_out_where_the_server_offers_it() -> None:
    """EHLO announces SMTPUTF8."""
    told = phone(recipient="bjørn@elsewhere.test")
    able = conversation(keywords=("PIPELINING", "SMTPUTF8"), auth=None)
    assert isinstance(judge.judge(told, seen(told, able, NAMES)), RuledOut)


def test_ruled_out_by_plain_addresses() -> None:
    """ASCII needs no extension."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_ruled_out_by_an_international_domain_alone() -> None:
    """The domain can be written in ASCII."""
    told = phone(recipient="bob@bücher.test")
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD, NAMES)), RuledOut)


def test_unknown_where_no_server_was_seen() -> None:
    """Nothing is known of the keywords."""
    told = phone(recipient="bjørn@elsewhere.test")
    assert isinstance(judge.judge(told, seen(told, NAMES)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
