"""A message above the server's limit."""

import pytest

from mailmend.causes.message_too_large import judge
from mailmend.verdict import Likely, RuledOut, Unknown
from tests.causes.build import CANNOT_SEND, CASE, D_RELAY, GOOD, NAMES, NOTHING, phone, seen

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


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
