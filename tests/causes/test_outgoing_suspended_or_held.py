"""Outgoing mail stopped by the provider."""

import pytest

from mailmend.causes.outgoing_suspended_or_held import judge
from mailmend.verdict import Likely, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NOTHING, phone, seen
from tests.causes.build_server import refused_after_login

CPANEL = "550 Domain customer.test has an outgoing mail suspension. Message discarded."


@pytest.mark.parametrize(
    ("answer", "at_mail"),
    [
        (CPANEL, False),
        ("550 5.7.1 Sending from this account has been suspended due to spam activity", True),
        ("554 5.7.1 Sending mail is disabled for your plan", False),
        ("550 5.7.1 Your account was suspended for abuse", True),
        ("550 5.1.8 Access denied, bad outbound sender", True),
        ("550 5.7.705 Access denied, tenant has exceeded threshold", True),
        ("550 5.7.708 Access denied, traffic not accepted from this IP", True),
    ],
)
def test_proven_after_a_login(answer: str, at_mail: bool) -> None:
    """The server says that outgoing mail is stopped."""
    told = phone()
    talk = refused_after_login(answer, at_mail=at_mail)
    assert isinstance(judge.judge(told, seen(told, talk)), Proven)


def test_likely_by_the_reported_bounce() -> None:
    """cPanel takes the message and throws it away later."""
    told = phone(f"Undeliverable: {CPANEL}")
    assert isinstance(judge.judge(told, seen(told, GOOD)), Likely)


@pytest.mark.parametrize(
    "answer",
    [
        "550 Domain customer.test has exceeded the max emails per hour (200/200 (100%)) allowed.",
        "550 5.1.8 <a@x.test>: Sender address rejected: Domain not found",
        "550 5.7.1 The sending host is blocked by our list",
    ],
)
def test_ruled_out_by_another_reason(answer: str) -> None:
    """A limit passes by itself; a missing domain is no hold although its code is the same."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), RuledOut)


def test_proven_where_the_login_s_outgoing_mail_is_suspended() -> None:
    """Postfix refuses the login by a map, in the panel's words."""
    told = phone()
    words = "550 5.7.1 <alice@customer.test>: SASL login name rejected: outgoing mail is suspended"
    assert isinstance(judge.judge(told, seen(told, refused_after_login(words))), Proven)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
