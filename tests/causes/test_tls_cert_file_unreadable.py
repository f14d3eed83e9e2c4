"""STARTTLS announced and not available."""

import pytest

from mailmend.causes.tls_cert_file_unreadable import judge
from mailmend.change import ServerAction
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, GOOD_465, NOTHING, phone, seen
from tests.causes.build_server import starttls_refused

POSTFIX = "454 4.7.0 TLS not available due to local problem"


@pytest.mark.parametrize(
    "answer",
    [POSTFIX, "454 TLS currently unavailable", "454 4.3.3 TLS not available after start"],
)
def test_proven_by_the_answer_to_starttls(answer: str) -> None:
    """Three dialects of the same fault."""
    told = phone()
    verdict = judge.judge(told, seen(told, starttls_refused(answer)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("repair-certificate-files", "mail.hosting.test", 587),)


def test_not_by_a_filter_that_is_down() -> None:
    """454 4.3.0 comes from a milter."""
    told = phone()
    talk = starttls_refused("454 4.3.0 Try again later")
    assert isinstance(judge.judge(told, seen(told, talk)), Unknown)


def test_not_by_a_server_without_tls() -> None:
    """502 means that STARTTLS is not there at all."""
    told = phone()
    talk = starttls_refused("502 5.5.1 Error: command not implemented")
    assert isinstance(judge.judge(told, seen(told, talk)), Unknown)


def test_ruled_out_on_the_device_s_own_port() -> None:
    """Another port of the server is broken, the device's is not."""
    told = phone(port=465, security="tls")
    assert isinstance(judge.judge(told, seen(told, GOOD_465, starttls_refused(POSTFIX))), RuledOut)
    assert isinstance(judge.judge(phone(), seen(phone(), GOOD)), RuledOut)


def test_possible_on_another_port() -> None:
    """The device's port was not seen in TLS."""
    told = phone(port=465, security="tls")
    at_465 = starttls_refused("454 4.3.0 Try again later", port=465)
    assert isinstance(judge.judge(told, seen(told, starttls_refused(POSTFIX), at_465)), Possible)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
