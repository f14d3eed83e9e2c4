"""A question about trust that is not asked again."""

from mailmend.causes.ios_trust_prompt_suppressed import judge
from mailmend.change import DeviceAction
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import (
    CANNOT_SEND,
    CASE,
    GOOD,
    HOST,
    NAMES,
    NOTHING,
    certificate,
    dialogue,
    phone,
    seen,
    session,
)

ALERT = (
    f"{CANNOT_SEND}Mail was unable to connect to server “{HOST}” using SSL on port 587. Verify "
    "that this server supports SSL and that your account settings are correct."
)
OWN = dialogue(
    clear=("STARTTLS",),
    tls=session(leaf=certificate(HOST, trusted=False, problem="self-signed")),
)


def test_possible_where_the_certificate_is_not_trusted() -> None:
    """The certificate is the fault; whether the question is suppressed only a restart shows."""
    told = phone(ALERT)
    verdict = judge.judge(told, seen(told, OWN, NAMES))
    assert isinstance(verdict, Possible)
    assert verdict.changes == (DeviceAction("restart"),)


def test_ruled_out_by_a_good_certificate() -> None:
    """There is nothing to ask about."""
    told = phone(ALERT)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_ruled_out_on_another_system() -> None:
    """Android asks in its own way."""
    told = phone(ALERT, os="Android", app="Gmail")
    assert isinstance(judge.judge(told, seen(told, OWN, NAMES)), RuledOut)


def test_no_claim_without_such_an_alert() -> None:
    """A bad certificate alone does not say that nothing is asked."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, OWN, NAMES)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
