"""A message above the server's limit."""

from dataclasses import replace

import pytest

from mailmend.causes.message_too_large import judge
from mailmend.change import ServerAction
from mailmend.facts import SmtpDialogue
from mailmend.verdict import Likely, RuledOut, Unknown
from tests.causes.build import CANNOT_SEND, CASE, D_RELAY, GOOD, HOST, NAMES, NOTHING, phone, seen

NO_SENDER = CANNOT_SEND + "The sender address “alice@customer.test” was rejected by the server."
TOO_BIG = "Your message has size 31 MB, which exceeds 10 MB, the maximum allowed by the server."


@pytest.mark.parametrize(
    "told", [TOO_BIG, "552 5.3.4 Message size exceeds fixed limit", "552 5.3.4 Message too big"]
)
def test_likely_from_the_reported_words(told: str) -> None:
    """The device or the server names the size; a small envelope passes."""
    case = phone(CANNOT_SEND + told)
    verdict = judge.judge(case, seen(case, GOOD, NAMES))
    assert isinstance(verdict, Likely)
    assert GOOD in verdict.because


def test_ruled_out_by_an_envelope_that_is_refused() -> None:
    """A refused login has nothing to do with the size."""
    told = phone(D_RELAY, username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_no_claim_where_nobody_spoke_of_size() -> None:
    """A limit in EHLO is no fault."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Unknown)


def limited(size: str) -> SmtpDialogue:
    """A good conversation with a server that states this limit."""
    return replace(GOOD, capabilities_secure=(f"SIZE {size}", "AUTH PLAIN LOGIN"))


def test_likely_where_hardly_any_message_fits() -> None:
    """The device is refused at MAIL, an envelope without a size is not; the limit is 2000 bytes."""
    told = phone(NO_SENDER)
    verdict = judge.judge(told, seen(told, limited("2000"), NAMES))
    assert isinstance(verdict, Likely)
    assert verdict.changes == (ServerAction("raise-message-size-limit", HOST, 587),)


@pytest.mark.parametrize("size", ["26214400", "0", "", "12a", "9" * 400])
def test_no_claim_from_a_usual_limit(size: str) -> None:
    """Room for pictures, no limit, or nothing that is a number."""
    told = phone(NO_SENDER)
    assert isinstance(judge.judge(told, seen(told, limited(size), NAMES)), Unknown)


def test_no_claim_where_the_connection_failed() -> None:
    """Whoever does not get through to the server was never told of a limit."""
    told = phone(CANNOT_SEND + "The connection to the outgoing server “mail.hosting.test” failed.")
    assert isinstance(judge.judge(told, seen(told, limited("2000"), NAMES)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
