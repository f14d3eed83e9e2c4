"""TLS of yesterday."""

from dataclasses import replace

from mailmend.causes.tls_version_too_old_on_server import judge
from mailmend.change import ServerAction
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, HOST, NOTHING, certificate, phone, seen, session
from tests.causes.build_server import encrypted, handshake_failed, legacy

FAILS = handshake_failed("protocol-version")


def test_proven_by_a_handshake_with_an_old_version() -> None:
    """Today's offer fails, yesterday's succeeds with TLS 1.1."""
    told = phone()
    verdict = judge.judge(told, seen(told, FAILS, legacy("TLSv1.1")))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("enable-modern-tls", HOST, 587),)


def test_proven_behind_a_mere_handshake_failure() -> None:
    """Some servers name no version in their alert."""
    told = phone()
    facts = seen(told, handshake_failed("no-shared-cipher"), legacy("TLSv1"))
    assert isinstance(judge.judge(told, facts), Proven)


def test_likely_by_the_alert_alone() -> None:
    """The server says that no version is common; the old offer was not made."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, FAILS)), Likely)


def test_possible_where_an_old_version_was_agreed() -> None:
    """The handshake came about; phones may still take it."""
    told = phone()
    old = replace(encrypted(certificate(HOST)), tls=session(version="TLSv1.1"))
    assert isinstance(judge.judge(told, seen(told, old)), Possible)


def test_ruled_out_by_old_ciphers_with_a_new_version() -> None:
    """The versions agree, the ciphers do not."""
    told = phone()
    facts = seen(told, handshake_failed("no-shared-cipher"), legacy("TLSv1.2"))
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_not_by_a_port_that_speaks_no_tls() -> None:
    """TLS at once on a STARTTLS port."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, handshake_failed("not-tls"))), Unknown)


def test_ruled_out_by_a_handshake_of_today() -> None:
    """TLS 1.3 was agreed."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
