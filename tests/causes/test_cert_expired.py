"""A certificate out of its dates."""

from dataclasses import replace

from mailmend.causes.cert_expired import judge
from mailmend.change import ServerAction
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, GOOD_465, HOST, NOTHING, certificate, phone, seen
from tests.causes.build_server import encrypted

AT = "2026-11-20T10:00:00Z"
EXPIRED = certificate(HOST, in_date=False, not_after="2026-10-01T00:00:00Z")


def test_proven_on_the_device_s_port() -> None:
    """The dates were judged at the time of the handshake."""
    told = phone()
    verdict = judge.judge(told, seen(told, encrypted(EXPIRED)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("renew-certificate", HOST, 587),)
    assert "2026-10-01" in verdict.summary


def test_a_certificate_of_the_future_points_at_the_clock_too() -> None:
    """Not valid yet is not run out; the clock of who looked may be wrong."""
    early = replace(encrypted(replace(EXPIRED, not_before="2026-12-01T00:00:00Z")), at=AT)
    verdict = judge.judge(phone(), seen(phone(), early))
    assert isinstance(verdict, Proven)
    assert "not valid before 2026-12-01" in verdict.summary
    assert "clock" in verdict.summary


def test_proven_on_the_device_s_port_though_another_is_good() -> None:
    """The device meets the bad one."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, encrypted(EXPIRED), GOOD_465)), Proven)


def test_proven_by_an_expired_link_of_the_chain() -> None:
    """The leaf is in its dates, what it depends on is not."""
    told = phone()
    chain = certificate(HOST, trusted=False, problem="expired-issuer")
    assert isinstance(judge.judge(told, seen(told, encrypted(chain))), Proven)


def test_proven_on_every_port_while_the_device_uses_no_tls() -> None:
    """With TLS off the certificate comes next."""
    told = phone(security="none", port=25)
    both = (encrypted(EXPIRED), encrypted(EXPIRED, port=465))
    assert isinstance(judge.judge(told, seen(told, *both)), Proven)


def test_proven_at_the_right_host_where_the_device_s_host_is_mistyped() -> None:
    """Two faults: once the name is corrected, the certificate comes next."""
    told = phone(host="mial.hosting.test")
    assert isinstance(judge.judge(told, seen(told, encrypted(EXPIRED))), Proven)


def test_possible_while_the_port_is_not_known() -> None:
    """Another port shows a good one."""
    told = phone(port=None)
    assert isinstance(judge.judge(told, seen(told, encrypted(EXPIRED), GOOD_465)), Possible)


def test_ruled_out_on_the_device_s_port() -> None:
    """The bad certificate is on a port that the device does not use."""
    told = phone()
    bad_465 = encrypted(EXPIRED, port=465)
    assert isinstance(judge.judge(told, seen(told, GOOD, bad_465)), RuledOut)


def test_ruled_out_by_another_defect() -> None:
    """A wrong name is not a wrong date."""
    told = phone()
    named = certificate("other.test", name_matches=False)
    assert isinstance(judge.judge(told, seen(told, encrypted(named))), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
