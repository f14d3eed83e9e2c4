"""Greylisting of customers."""

import pytest

from mailmend.causes.greylisting_at_submission import judge
from mailmend.change import ServerAction
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NOTHING, RELAY_454, conversation, phone, seen
from tests.causes.build_server import refused_after_login

POSTGREY = (
    "450 4.2.0 <bob@elsewhere.test>: Recipient address rejected: Greylisted, "
    "see http://postgrey.schweikert.ch/help/elsewhere.test.html"
)


@pytest.mark.parametrize("answer", [POSTGREY, "451 4.7.1 Greylisted, please try again later"])
def test_proven_after_a_login(answer: str) -> None:
    """Put off, though known."""
    told = phone()
    verdict = judge.judge(told, seen(told, refused_after_login(answer)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (
        ServerAction("exempt-authenticated-from-greylisting", "mail.hosting.test", 587),
    )


@pytest.mark.parametrize(
    "answer", [RELAY_454, "451 4.3.5 <b>: Recipient address rejected: Server configuration problem"]
)
def test_ruled_out_by_another_delay(answer: str) -> None:
    """A 4yz reply alone does not mean "wait": Postfix's relay refusal is one, too."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), RuledOut)


def test_not_by_a_delay_before_login() -> None:
    """Strangers are rightly greylisted."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, conversation(anonymous=POSTGREY))), RuledOut)
    talk = conversation(anonymous=POSTGREY, auth=None)
    assert isinstance(judge.judge(told, seen(told, talk)), Unknown)


def test_ruled_out_where_the_message_is_accepted() -> None:
    """Nobody waits."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
