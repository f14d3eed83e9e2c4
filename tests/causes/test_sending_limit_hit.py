"""The account's allowance is used up."""

import pytest

from mailmend.causes.sending_limit_hit import judge
from mailmend.change import AccountAction
from mailmend.verdict import Likely, Proven, RuledOut, Unknown
from tests.causes.build import ADDRESS, CANNOT_SEND, CASE, D_RELAY, GOOD, NOTHING, phone, seen
from tests.causes.build_server import refused_after_login

CPANEL = (
    "550 Domain customer.test has exceeded the max emails per hour (200/200 (100%)) allowed. "
    "Message discarded."
)


@pytest.mark.parametrize(
    "answer",
    [
        CPANEL,
        "550 Domain x.test has exceeded the max defers and failures per hour (5/5 (100%)) allowed.",
        "550 Email account alice is sending too many emails - rate overlimit = 200 / 1h",
        "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException",
        "550 5.4.5 Daily user sending limit exceeded",
    ],
)
def test_proven_after_a_login(answer: str) -> None:
    """The server speaks of an allowance."""
    told = phone()
    verdict = judge.judge(told, seen(told, refused_after_login(answer)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (AccountAction("wait-or-raise-sending-limit", ADDRESS),)


def test_likely_by_the_phone_s_own_alert() -> None:
    """The phone reads the reply to the message itself as a limit."""
    alert = "Sending the message failed because you exceeded your sending limit."
    told = phone(CANNOT_SEND + alert)
    assert isinstance(judge.judge(told, seen(told, GOOD)), Likely)


@pytest.mark.parametrize(
    "answer",
    ["450 4.7.1 Error: too much mail from 203.0.113.9", "452 4.5.3 Error: too many recipients"],
)
def test_ruled_out_by_another_limit(answer: str) -> None:
    """A rate that is over in a minute is none."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), RuledOut)


def test_ruled_out_by_an_accepted_message_and_another_alert() -> None:
    """Nothing speaks of a limit."""
    told = phone(D_RELAY)
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
