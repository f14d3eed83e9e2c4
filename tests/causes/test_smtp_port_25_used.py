"""Port 25 used for sending."""

from mailmend.causes.smtp_port_25_used import judge
from mailmend.change import SetField
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    D_LOGIN,
    GOOD,
    GOOD_465,
    NAMES,
    NO_PASSWORD,
    NOTHING,
    PORT_25,
    case,
    certificate,
    conversation,
    dialogue,
    phone,
    seen,
    session,
    step,
    tcp,
)


def test_proven_where_nobody_signs_in_on_port_25() -> None:
    """No AUTH on 25 even after TLS; accepted on 587."""
    told = phone(D_LOGIN, port=25)
    verdict = judge.judge(told, seen(told, GOOD, PORT_25, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.port", 25, 587),)


def test_proven_where_port_25_times_out() -> None:
    """A network that blocks port 25 makes it the wrong port all the more."""
    told = phone(port=25)
    verdict = judge.judge(told, seen(told, GOOD, tcp(port=25, outcome="timeout"), NAMES))
    assert isinstance(verdict, Proven)


def test_likely_without_a_password_to_try() -> None:
    """587 offers what 25 lacks, but no login could be tried."""
    told = phone(port=25)
    verdict = judge.judge(told, seen(told, NO_PASSWORD, PORT_25, NAMES))
    assert isinstance(verdict, Likely)
    assert verdict.changes == (SetField("outgoing.port", 25, 587),)


def test_ruled_out_where_port_25_takes_login_and_message() -> None:
    """Some servers do let people sign in on port 25."""
    told = phone(port=25)
    both = conversation(port=25)
    assert isinstance(judge.judge(told, seen(told, both, NAMES)), RuledOut)


def test_ruled_out_by_another_port() -> None:
    """A closed port 2526 is another cause."""
    told = phone(port=2526)
    closed = tcp(port=2526, outcome="refused")
    assert isinstance(judge.judge(told, seen(told, GOOD, PORT_25, closed, NAMES)), RuledOut)


def test_a_bad_certificate_on_port_25_is_the_servers_fault() -> None:
    """The port may be used once the certificate is right."""
    told = phone(port=25)
    expired = dialogue(
        step("ehlo", "250 ok", secure=False),
        step("starttls", "220 Ready", secure=False),
        port=25,
        clear=("STARTTLS",),
        tls=session(leaf=certificate(in_date=False)),
    )
    assert isinstance(judge.judge(told, seen(told, GOOD_465, expired, NAMES)), RuledOut)


def test_possible_where_the_port_was_not_told() -> None:
    """An alert of a wrong password leaves it open, and the question is which port it is."""
    told = case(error=D_LOGIN)
    verdict = judge.judge(told, seen(told, GOOD, PORT_25, NAMES))
    assert isinstance(verdict, Possible)
    assert "Port" in verdict.would_settle


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
