"""SPF and DMARC held against customers."""

import pytest

from mailmend.causes.spf_dmarc_checked_at_submission import judge
from mailmend.verdict import Likely, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NO_PASSWORD, NOTHING, phone, seen
from tests.causes.build_server import refused_after_login

SPF = "550 5.7.23 <b@x.test>: Recipient address rejected: Message rejected due to: SPF fail"


@pytest.mark.parametrize(
    "answer",
    [
        SPF,
        "550 5.7.1 rejected by DMARC policy for customer.test",
        "550 5.7.1 <b>: Recipient address rejected: Please see http://www.openspf.net/Why?id=alice",
    ],
)
def test_proven_after_a_login(answer: str) -> None:
    """The own customer is taken for a forger."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), Proven)


def test_likely_by_the_reported_reply_to_the_message() -> None:
    """DMARC is judged at the end of the message, which is never sent from here."""
    told = phone("Server error: '550 5.7.1 rejected by DMARC policy for customer.test'")
    assert isinstance(judge.judge(told, seen(told, GOOD)), Likely)


def test_ruled_out_by_another_reason() -> None:
    """A sender map is not SPF."""
    told = phone()
    talk = refused_after_login("553 5.7.1 <a>: Sender address rejected: not owned by user a")
    assert isinstance(judge.judge(told, seen(told, talk)), RuledOut)


def test_unknown_without_a_login() -> None:
    """Strangers are rightly checked."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD)), Unknown)
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
