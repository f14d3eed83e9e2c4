"""A good certificate here, a bad one there."""

from dataclasses import replace

from mailmend.causes.cert_differs_per_service_or_sni import judge
from mailmend.change import ServerAction
from mailmend.facts import TlsProbe
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    GOOD,
    GOOD_465,
    HOST,
    IP,
    NOTHING,
    certificate,
    mailbox,
    phone,
    seen,
    session,
)
from tests.causes.build_server import encrypted

OLD = certificate(HOST, in_date=False, fingerprint="bb" * 32)
ON_993 = mailbox()


def test_proven_by_the_certificate_for_reading() -> None:
    """Reading shows a good one, sending an old one."""
    told = phone()
    verdict = judge.judge(told, seen(told, encrypted(OLD), ON_993))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("same-certificate-everywhere", HOST, 587),)


def test_proven_by_another_port_or_address() -> None:
    """465 is good, 587 is not; or one of two addresses is."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, encrypted(OLD), GOOD_465)), Proven)
    other = replace(GOOD, address="192.0.2.26", steps=GOOD.steps[:4])
    assert isinstance(judge.judge(told, seen(told, encrypted(OLD), other)), Proven)


def test_proven_by_a_handshake_without_the_name() -> None:
    """The name in the handshake (SNI) decides which one is shown."""
    told = phone()
    without = TlsProbe(host=HOST, address=IP, port=587, offer="no-sni", session=session())
    assert isinstance(judge.judge(told, seen(told, encrypted(OLD), without)), Proven)


def test_ruled_out_where_all_are_bad() -> None:
    """The same old certificate everywhere."""
    told = phone()
    reading = mailbox(tls=session(leaf=OLD))
    assert isinstance(judge.judge(told, seen(told, encrypted(OLD), reading)), RuledOut)


def test_ruled_out_where_sending_is_fine() -> None:
    """Different certificates do no harm while the one for sending is good."""
    told = phone()
    reading = mailbox(tls=session(leaf=OLD))
    assert isinstance(judge.judge(told, seen(told, GOOD, reading)), RuledOut)


def test_another_host_is_no_comparison() -> None:
    """imap.customer.test may well have another certificate."""
    told = phone()
    elsewhere = mailbox(host="imap.customer.test")
    assert isinstance(judge.judge(told, seen(told, encrypted(OLD), elsewhere)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
