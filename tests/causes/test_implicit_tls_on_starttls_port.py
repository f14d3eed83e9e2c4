"""TLS from the first byte on a STARTTLS port."""

from mailmend.causes.implicit_tls_on_starttls_port import judge
from mailmend.change import SetField
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    GOOD_465,
    NAMES,
    NOTHING,
    certificate,
    conversation,
    dialogue,
    phone,
    seen,
    session,
)

NAME = "[192.0.2.1]"
THUNDERBIRD = {"app": "Thunderbird", "os": "Windows"}
AT_ONCE = dialogue(
    port=587, mode="tls", ehlo_name=NAME, greeting=None, tls=session(failure="not-tls")
)
WITH_STARTTLS = conversation(ehlo_name=NAME)


def test_proven_by_the_repair() -> None:
    """The handshake meets a clear greeting; with STARTTLS on the same port it works."""
    told = phone(security="tls", **THUNDERBIRD)
    verdict = judge.judge(told, seen(told, WITH_STARTTLS, AT_ONCE, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.security", "tls", "starttls"),)


def test_proven_without_a_password() -> None:
    """The clear greeting and the failed handshake are enough."""
    told = phone(security="tls", **THUNDERBIRD)
    refused = conversation(ehlo_name=NAME, auth=AUTH_535)
    verdict = judge.judge(told, seen(told, refused, AT_ONCE, NAMES))
    assert isinstance(verdict, Proven)


def test_proven_where_only_465_can_be_used_instead() -> None:
    """The port is what changes, where STARTTLS leads nowhere."""
    told = phone(security="tls", **THUNDERBIRD)
    implicit = conversation(port=465, mode="tls", ehlo_name=NAME)
    no_login = conversation(ehlo_name=NAME, auth_keyword=None, auth=None)
    verdict = judge.judge(told, seen(told, implicit, no_login, AT_ONCE, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.port", 587, 465),)


def test_an_expired_certificate_is_another_cause() -> None:
    """The handshake from the first byte works; the certificate does not please."""
    told = phone(security="tls", port=465, **THUNDERBIRD)
    expired = dialogue(
        port=465, mode="tls", ehlo_name=NAME, tls=session(leaf=certificate(in_date=False))
    )
    assert not isinstance(judge.judge(told, seen(told, expired, NAMES)), Proven)


def test_ruled_out_where_starttls_is_set() -> None:
    """A program that waits for the greeting does not start TLS at once."""
    told = phone(security="starttls", **THUNDERBIRD)
    implicit = conversation(port=465, mode="tls", ehlo_name=NAME)
    no_login = conversation(ehlo_name=NAME, auth_keyword=None, auth=None)
    verdict = judge.judge(told, seen(told, implicit, no_login, AT_ONCE, NAMES))
    assert isinstance(verdict, RuledOut)


def test_ruled_out_by_a_device_that_sends() -> None:
    """An iPhone with SSL on uses STARTTLS on 587, whatever the word is."""
    told = phone(security="tls")
    assert isinstance(judge.judge(told, seen(told, GOOD, GOOD_465, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
