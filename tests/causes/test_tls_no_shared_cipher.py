"""No common cipher."""

from mailmend.causes.tls_no_shared_cipher import judge
from mailmend.change import ServerAction
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, HOST, NOTHING, phone, seen
from tests.causes.build_server import handshake_failed, legacy

FAILS = handshake_failed("no-shared-cipher")


def test_proven_by_older_ciphers_that_work() -> None:
    """TLS 1.2 with ciphers of yesterday succeeds."""
    told = phone()
    verdict = judge.judge(told, seen(told, FAILS, legacy("TLSv1.2")))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("widen-tls-for-old-device", HOST, 587),)


def test_possible_where_nothing_works() -> None:
    """A server without a usable certificate answers in the same way."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, FAILS, legacy(None))), Possible)
    assert isinstance(judge.judge(told, seen(told, FAILS)), Possible)


def test_ruled_out_by_an_old_version() -> None:
    """Then it is the version."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, FAILS, legacy("TLSv1.1"))), RuledOut)
    version = handshake_failed("protocol-version")
    assert isinstance(judge.judge(told, seen(told, version)), RuledOut)


def test_ruled_out_by_a_good_handshake() -> None:
    """There is a common cipher."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
