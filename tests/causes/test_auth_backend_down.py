"""Passwords cannot be checked at present."""

import pytest

from mailmend.causes.auth_backend_down import judge
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    NOTHING,
    PORT_25,
    conversation,
    dialogue,
    mailbox,
    phone,
    seen,
    session,
    step,
)

HUNG_UP = dialogue(
    step("ehlo", "250 mail.hosting.test", secure=False),
    step("starttls", "220 2.0.0 Ready to start TLS", secure=False),
    step("ehlo", lost="closed"),
    tls=session(),
    clear=("STARTTLS",),
)


@pytest.mark.parametrize(
    "answer",
    [
        "454 4.7.0 Temporary authentication failure.",
        "435 Unable to authenticate at present",
        "454 4.7.0 Temporary authentication failure: Connection lost to authentication server",
    ],
)
def test_proven_by_the_answer_to_auth(answer: str) -> None:
    """The server itself says that it cannot decide."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, conversation(auth=answer))), Proven)


def test_likely_where_the_server_hangs_up_at_ehlo() -> None:
    """Postfix ends so when its login service is gone; port 25, without logins, goes on."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, HUNG_UP, PORT_25)), Likely)


def test_proven_where_imap_cannot_decide_either() -> None:
    """Two services that share one back end."""
    told = phone()
    down = mailbox("unavailable", code="UNAVAILABLE")
    assert isinstance(judge.judge(told, seen(told, HUNG_UP, down)), Proven)


def test_not_where_another_submission_port_goes_on() -> None:
    """The login service answers on 465."""
    told = phone()
    other = conversation(port=465, mode="tls", auth=None)
    assert isinstance(judge.judge(told, seen(told, HUNG_UP, other)), Unknown)


@pytest.mark.parametrize(
    "answer",
    [
        "454 4.7.0 Too many login attempts, please try again later. x - gsmtp",
        "450 4.7.1 Error: too many AUTH commands from 192.0.2.9",
        "432 4.7.12 A password transition is needed",
        "421 4.7.0 Too many errors",
        "454 4.3.0 Try again later",
        "503 5.5.1 Error: authentication not enabled",
    ],
)
def test_not_by_another_answer(answer: str) -> None:
    """Locks, rates and expired passwords come as 4yz replies, too."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, conversation(auth=answer))), Unknown)


def test_ruled_out_by_a_decision() -> None:
    """Accepted or refused: the back end is there."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)
    assert isinstance(judge.judge(told, seen(told, conversation(auth=AUTH_535))), RuledOut)


def test_possible_where_it_comes_and_goes() -> None:
    """Put off on one port, decided on another."""
    told = phone()
    put_off = conversation(auth="454 4.7.0 Temporary authentication failure.")
    decided = conversation(port=465, mode="tls", auth=AUTH_535)
    assert isinstance(judge.judge(told, seen(told, put_off, decided)), Possible)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
