"""A reverse name demanded of customers."""

import pytest

from mailmend.causes.client_ptr_required_at_submission import judge
from mailmend.verdict import Likely, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NO_PASSWORD, NOTHING, RELAY_554, phone, seen
from tests.causes.build_server import refused_after_login

NO_NAME = "450 4.7.25 Client host rejected: cannot find your hostname, [203.0.113.9]"


@pytest.mark.parametrize(
    "answer",
    [
        NO_NAME,
        "450 4.7.1 Client host rejected: cannot find your reverse hostname, [203.0.113.9]",
        "550 5.7.1 <b@x.test>... Relaying denied. IP name lookup failed [203.0.113.9]",
        "450 4.7.1 Relaying temporarily denied. Cannot resolve PTR record for 203.0.113.9",
    ],
)
def test_proven_after_a_login(answer: str) -> None:
    """The address has no name, and the person is known all the same."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), Proven)


def test_likely_by_the_reported_reply() -> None:
    """From here it passes: the address in question is the phone's."""
    told = phone(f"The server said: {NO_NAME}")
    assert isinstance(judge.judge(told, seen(told, GOOD)), Likely)


@pytest.mark.parametrize(
    "answer", [RELAY_554, "554 5.7.1 <c>: Client host rejected: Access denied"]
)
def test_ruled_out_by_another_reason(answer: str) -> None:
    """A client that is refused for want of a permit."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), RuledOut)


def test_unknown_without_a_login() -> None:
    """Strangers may be asked for a name."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD)), Unknown)
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
