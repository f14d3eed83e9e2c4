"""No disk space for the queue."""

import pytest

from mailmend.causes.queue_disk_full import judge
from mailmend.change import ServerAction
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NOTHING, dialogue, phone, seen, step
from tests.causes.build_server import refused_after_login


@pytest.mark.parametrize(
    "answer",
    [
        "452 4.3.1 Insufficient system storage",
        "452 4.4.5 Insufficient disk space; try again later",
        "452 space shortage, please try later",
    ],
)
def test_proven_at_mail_from(answer: str) -> None:
    """Every dialect tells it at MAIL FROM."""
    told = phone()
    verdict = judge.judge(told, seen(told, refused_after_login(answer, at_mail=True)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("free-queue-space", "mail.hosting.test"),)


def test_proven_without_a_login() -> None:
    """A full disk refuses strangers and customers alike."""
    told = phone()
    talk = dialogue(
        step("ehlo", "250 mail.hosting.test"),
        step("mail", "452 4.3.1 Insufficient system storage"),
    )
    assert isinstance(judge.judge(told, seen(told, talk)), Proven)


@pytest.mark.parametrize(
    "answer",
    [
        "452 4.5.3 Error: too many recipients",
        "451 4.7.1 Service unavailable - try again later",
        "554 5.2.2 mailbox full",
    ],
)
def test_ruled_out_by_another_delay(answer: str) -> None:
    """452 alone does not mean the disk, nor does a full mailbox."""
    told = phone()
    talk = refused_after_login(answer, at_mail=True)
    assert isinstance(judge.judge(told, seen(told, talk)), RuledOut)


def test_ruled_out_where_the_message_is_accepted() -> None:
    """There is space."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
