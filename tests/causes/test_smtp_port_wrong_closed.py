"""A port on which the mail server does not listen."""

import pytest

from mailmend.causes.smtp_port_wrong_closed import judge
from mailmend.change import SetField
from mailmend.facts import SmtpDialogue, TcpOutcome
from mailmend.verdict import Likely, Proven, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    GOOD_465,
    NAMES,
    NO_PASSWORD,
    NOTHING,
    PORT_25,
    conversation,
    dialogue,
    phone,
    seen,
    session,
    step,
    tcp,
)


def other_protocol(port: int) -> SmtpDialogue:
    """A port that greets with "* OK" or "+OK"."""
    lost = step("greeting", lost="malformed", secure=False)
    return dialogue(lost, port=port, greeting=None)


@pytest.mark.parametrize("outcome", ["refused", "timeout", "reset"])
def test_proven_by_the_repair(outcome: TcpOutcome) -> None:
    """An odd port leads nowhere; 587 of the same server works."""
    told = phone(port=2526)
    verdict = judge.judge(told, seen(told, GOOD, tcp(port=2526, outcome=outcome), NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.port", 2526, 587),)


def test_proven_where_another_protocol_answers() -> None:
    """Port 143 greets as IMAP."""
    told = phone(port=143)
    assert isinstance(judge.judge(told, seen(told, GOOD, other_protocol(143), NAMES)), Proven)


def test_proven_without_a_password() -> None:
    """A closed odd port beside an open submission port is enough."""
    told = phone(port=26)
    verdict = judge.judge(told, seen(told, NO_PASSWORD, tcp(port=26, outcome="refused"), NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.port", 26, 587),)


def test_a_standard_port_that_times_out_is_only_likely() -> None:
    """587 may be blocked on the way; 465 works from here."""
    told = phone(port=587)
    verdict = judge.judge(told, seen(told, GOOD_465, tcp(outcome="timeout"), NAMES))
    assert isinstance(verdict, Likely)
    assert "network" in verdict.would_settle


def test_a_standard_port_that_is_refused_is_proven() -> None:
    """Nothing listens on 465; 587 of the same server works."""
    told = phone(port=465, security="tls")
    verdict = judge.judge(told, seen(told, GOOD, tcp(port=465, outcome="refused"), NAMES))
    assert isinstance(verdict, Proven)


def test_port_25_is_another_cause() -> None:
    """Port 25 has a page of its own, closed or not."""
    told = phone(port=25)
    closed = tcp(port=25, outcome="refused")
    assert not isinstance(judge.judge(told, seen(told, GOOD, closed, NAMES)), Proven | Likely)


def test_ruled_out_by_an_smtp_greeting() -> None:
    """587 answers and refuses the password: the port is right."""
    told = phone()
    refused = conversation(auth=AUTH_535)
    verdict = judge.judge(told, seen(told, refused, PORT_25, NAMES))
    assert isinstance(verdict, Unknown)
    assert isinstance(judge.judge(phone(username=""), seen(phone(username=""), GOOD)), RuledOut)


def test_silence_of_the_implicit_port_is_another_cause() -> None:
    """465 speaks TLS at once; the setting that is wrong is the kind of TLS."""
    told = phone(port=465, security="none")
    hush = dialogue(
        step("greeting", lost="timeout", secure=False), port=465, mode="plain", greeting=None
    )
    assert isinstance(judge.judge(told, seen(told, GOOD_465, hush, NAMES)), RuledOut)


def test_no_claim_where_the_server_is_down() -> None:
    """All ports closed is not a wrong port."""
    told = phone()
    closed = (tcp(port=port, outcome="refused") for port in (25, 465, 587))
    assert isinstance(judge.judge(told, seen(told, *closed, NAMES)), Unknown)


def test_tls_that_fails_on_the_right_port_is_not_it() -> None:
    """A server too old for TLS 1.2 listens all the same."""
    told = phone(port=465, security="tls")
    old = dialogue(port=465, mode="tls", greeting=None, tls=session(failure="protocol-version"))
    assert isinstance(judge.judge(told, seen(told, old, NAMES)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
