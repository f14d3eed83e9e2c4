"""Clear text on the port for TLS from the first byte."""

from mailmend.causes.starttls_on_implicit_port import judge
from mailmend.change import SetField
from mailmend.facts import SmtpDialogue
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    GOOD,
    GOOD_465,
    NAMES,
    NOTHING,
    conversation,
    dialogue,
    phone,
    seen,
    step,
    tcp,
)


def silent(port: int) -> SmtpDialogue:
    """A port that accepts the connection and says nothing in clear."""
    lost = step("greeting", lost="timeout", secure=False)
    return dialogue(lost, port=port, mode="plain", greeting=None)


def test_proven_by_the_repair() -> None:
    """Silent in clear, and accepted with TLS from the first byte on the same port."""
    told = phone(security="none", port=465)
    verdict = judge.judge(told, seen(told, GOOD_465, silent(465), NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.security", "none", "tls"),)


def test_proven_without_a_password() -> None:
    """The silence in clear and the TLS that works are enough."""
    told = phone(security="none", port=465)
    works = conversation(port=465, mode="tls", auth=None)
    verdict = judge.judge(told, seen(told, works, silent(465), NAMES))
    assert isinstance(verdict, Proven)


def test_not_proven_where_nothing_speaks_on_that_port() -> None:
    """A port that is silent in clear and under TLS is a server that hangs."""
    told = phone(security="none", port=465)
    verdict = judge.judge(told, seen(told, GOOD, silent(465), NAMES))
    assert not isinstance(verdict, Proven)


def test_a_closed_port_is_another_cause() -> None:
    """A refused connection is not silence."""
    told = phone(security="none", port=465)
    verdict = judge.judge(told, seen(told, GOOD, tcp(port=465, outcome="refused"), NAMES))
    assert not isinstance(verdict, Proven)


def test_ruled_out_where_the_device_uses_another_port() -> None:
    """Port 587 closed leads to 465; the kind of TLS only follows the port."""
    told = phone(port=587, security="starttls", app="Thunderbird", os="Linux")
    name = "[192.0.2.1]"
    works = conversation(port=465, mode="tls", ehlo_name=name)
    hush = dialogue(
        step("greeting", lost="timeout", secure=False), port=465, ehlo_name=name, greeting=None
    )
    verdict = judge.judge(told, seen(told, works, hush, tcp(outcome="refused"), NAMES))
    assert isinstance(verdict, RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
