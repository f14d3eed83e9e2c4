"""An access provider's relay used from elsewhere."""

from mailmend.causes.isp_smtp_off_network import judge
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    D_RELAY,
    GOOD,
    NAMES,
    NOTHING,
    RELAY_554,
    conversation,
    dialogue,
    phone,
    seen,
)

ISP = "smtp.line.test"
RELAY = conversation(host=ISP, port=25, auth_keyword=None, auth=None, anonymous=RELAY_554)


def test_possible_where_no_login_is_offered_and_strangers_are_refused() -> None:
    """From one network the other half cannot be seen: the person is asked."""
    told = phone(D_RELAY, host=ISP, port=25)
    verdict = judge.judge(told, seen(told, RELAY, NAMES))
    assert isinstance(verdict, Possible)
    assert "home" in verdict.would_settle


def test_ruled_out_by_a_login_that_is_offered() -> None:
    """A server that lets people sign in does not go by the network alone."""
    told = phone(D_RELAY, username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_no_claim_about_a_host_the_device_does_not_use() -> None:
    """Port 25 of some other server refuses strangers as it should."""
    told = phone(D_RELAY, username="")
    assert isinstance(judge.judge(told, seen(told, RELAY, NAMES)), Unknown)


def test_no_claim_where_the_keywords_were_not_seen() -> None:
    """EHLO was not answered: whether a login is offered is not known."""
    told = phone(D_RELAY, host=ISP, port=25)
    mute = dialogue(host=ISP, port=25)
    assert isinstance(judge.judge(told, seen(told, mute, NAMES)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
