"""Mail sent in a circle."""

import pytest

from mailmend.causes.transport_routing_wrong import judge
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, HOST, NOTHING, RELAY_554, dns, phone, seen
from tests.causes.build_server import OTHER_HOST, OTHER_IP, mx, refused_after_login


@pytest.mark.parametrize(
    "answer",
    [
        "554 5.4.6 <b@x.test>: mail for x.test loops back to myself",
        "550 all relevant MX records point to non-existent hosts",
    ],
)
def test_proven_after_a_login(answer: str) -> None:
    """The server says that it does not know the way."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), Proven)


def test_likely_by_the_reported_bounce() -> None:
    """The message is taken and comes back."""
    told = phone("554 5.4.6 mail for elsewhere.test loops back to myself")
    assert isinstance(judge.judge(told, seen(told, GOOD)), Likely)


@pytest.mark.parametrize("answer", [RELAY_554, "550 5.1.1 <b>: User unknown"])
def test_ruled_out_by_another_reason(answer: str) -> None:
    """Not allowed and not known are not the way."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), RuledOut)


def test_likely_by_a_bounce_without_a_code() -> None:
    """Postfix writes the bounce in words."""
    told = phone("Undelivered Mail: <bob@elsewhere.test>: mail for x.test loops back to myself")
    assert isinstance(judge.judge(told, seen(told, GOOD)), Likely)


def test_possible_where_exim_finds_no_way_to_a_domain_of_others() -> None:
    """Its routers may be at fault, or it holds the domain for its own."""
    told = phone()
    talk = refused_after_login("550 Unrouteable address", greeting="220 mail ESMTP Exim 4.96")
    away = (mx("elsewhere.test", OTHER_HOST), dns(OTHER_HOST, OTHER_IP))
    assert isinstance(judge.judge(told, seen(told, talk, *away)), Possible)
    here = mx("elsewhere.test", HOST)
    assert isinstance(judge.judge(told, seen(told, talk, here)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
