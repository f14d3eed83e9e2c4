"""Encryption on, on a port that has none."""

from mailmend.causes.outgoing_ssl_on_plain_server import judge
from mailmend.change import SetField
from mailmend.facts import SmtpDialogue
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
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
)
from tests.causes.build_server import port_25


def without_starttls(port: int, *keywords: str, answer: str | None = None) -> SmtpDialogue:
    """A dialogue that wanted STARTTLS and did not get it."""
    steps = [step("ehlo", "250 mail.hosting.test", secure=False)]
    clear = ("PIPELINING", *keywords)
    if answer:
        steps.append(step("starttls", answer, secure=False))
        clear = (*clear, "STARTTLS")
    return dialogue(*steps, port=port, clear=clear)


def test_proven_on_a_port_that_logs_in_without_tls() -> None:
    """The port offers AUTH in clear and no STARTTLS; 587 works."""
    told = phone(port=26)
    old = without_starttls(26, "AUTH PLAIN LOGIN")
    assert isinstance(judge.judge(told, seen(told, GOOD, old, NAMES)), Proven)


def test_proven_where_starttls_is_answered_502() -> None:
    """A keyword that is announced and then not implemented is no TLS either."""
    told = phone(port=2525)
    old = without_starttls(2525, answer="502 5.5.1 Error: command not implemented")
    assert isinstance(judge.judge(told, seen(told, GOOD, old, NAMES)), Proven)


def test_likely_without_a_password_to_try() -> None:
    """Nothing was seen to work elsewhere."""
    told = phone(port=26)
    verdict = judge.judge(told, seen(told, without_starttls(26, "AUTH PLAIN LOGIN"), NAMES))
    assert isinstance(verdict, Likely)


def test_possible_where_both_keywords_are_missing_on_587() -> None:
    """A submission port without STARTTLS and AUTH looks as if something took both out."""
    told = phone()
    stripped = without_starttls(587)
    verdict = judge.judge(told, seen(told, GOOD_465, stripped, NAMES))
    assert isinstance(verdict, Possible)


def test_a_key_that_cannot_be_read_is_the_servers_fault() -> None:
    """454 at STARTTLS is trouble of the server, not a server without TLS."""
    told = phone()
    broken = without_starttls(587, answer="454 4.7.0 TLS not available due to local problem")
    assert isinstance(judge.judge(told, seen(told, GOOD_465, broken, NAMES)), RuledOut)


def test_port_25_without_tls_and_login_is_the_ports_fault() -> None:
    """Port 25 that offers neither is simply not for signing in."""
    told = phone(port=25)
    verdict = judge.judge(told, seen(told, GOOD, without_starttls(25), NAMES))
    assert isinstance(verdict, RuledOut)


def test_ruled_out_where_encryption_is_off() -> None:
    """SSL that is off cannot be the one that is missing."""
    told = phone(security="none")
    assert isinstance(judge.judge(told, seen(told, conversation(), NAMES)), RuledOut)


def test_likely_where_port_25_offers_it() -> None:
    """Nothing on the way takes STARTTLS out: the server lacks it on 587 alone."""
    told = phone()
    stripped = without_starttls(587)
    verdict = judge.judge(told, seen(told, GOOD_465, stripped, port_25(), NAMES))
    assert isinstance(verdict, Likely)
    assert verdict.changes == (SetField("outgoing.port", 587, 465),)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
