"""A mechanism that the server does not offer."""

from dataclasses import replace

import pytest

from mailmend.causes.outgoing_auth_mechanism_unsupported import judge
from mailmend.change import ServerAction, SetField
from mailmend.verdict import Likely, Proven, RuledOut, Unknown
from tests.causes.build import (
    ADDRESS,
    AUTH_535,
    CASE,
    GOOD,
    HOST,
    NAMES,
    NO_PASSWORD,
    NOTHING,
    PORT_25,
    conversation,
    phone,
    seen,
    step,
)


@pytest.mark.parametrize("setting", ["cram-md5", "ntlm", "http-md5"])
def test_proven_by_the_repair(setting: str) -> None:
    """The list after TLS lacks the set mechanism, and a plain login is accepted."""
    told = phone(authentication=setting)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Proven)


def test_likely_without_a_password_to_try() -> None:
    """The list lacks the mechanism, but no plain login could be tried."""
    told = phone(authentication="cram-md5")
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD, NAMES)), Likely)


def test_ruled_out_by_a_list_that_has_the_mechanism() -> None:
    """CRAM-MD5 that is offered and refused is a fault of the server's stored passwords."""
    told = phone(authentication="cram-md5")
    offered = conversation(auth_keyword="AUTH PLAIN LOGIN CRAM-MD5")
    at = next(number for number, one in enumerate(offered.steps) if one.stage == "auth")
    refused = step("auth", AUTH_535, detail=ADDRESS, mechanism="CRAM-MD5")
    both = replace(offered, steps=(*offered.steps[:at], refused, *offered.steps[at:]))
    assert isinstance(judge.judge(told, seen(told, both, NAMES)), RuledOut)


def test_ruled_out_by_a_port_with_no_login_at_all() -> None:
    """No AUTH on port 25 is the port's fault, not the mechanism's."""
    told = phone(port=25)
    assert isinstance(judge.judge(told, seen(told, GOOD, PORT_25, NAMES)), RuledOut)


def test_outlook_with_ntlm_is_another_cause() -> None:
    """Secure Password Authentication in Outlook has its own page."""
    told = phone(app="Microsoft Outlook", os="Windows", authentication="ntlm")
    generic = conversation(ehlo_name="[192.0.2.1]")
    assert isinstance(judge.judge(told, seen(told, generic, NAMES)), RuledOut)


def test_proven_where_the_server_offers_no_plain_password() -> None:
    """The device is set as it should be; the list names challenges alone, at the server."""
    told = phone()
    challenges = conversation(
        auth_keyword="AUTH CRAM-MD5 NTLM", auth=AUTH_535, mechanism="CRAM-MD5"
    )
    verdict = judge.judge(told, seen(told, challenges, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("offer-authentication", HOST, 587),)
    assert "CRAM-MD5" in verdict.summary


def test_likely_while_the_challenge_was_not_tried() -> None:
    """Without the password nobody knows whether CRAM-MD5 would do."""
    told = phone()
    untried = conversation(auth_keyword="AUTH CRAM-MD5 NTLM", auth=None)
    assert isinstance(judge.judge(told, seen(told, untried, NAMES)), Likely)
    foreign = conversation(auth_keyword="AUTH GSSAPI", auth=None)
    assert isinstance(judge.judge(told, seen(told, foreign, NAMES)), Proven)


def test_a_challenge_that_works_is_the_smaller_change() -> None:
    """The login by CRAM-MD5 is accepted: the device is set to it."""
    told = phone()
    answered = conversation(auth_keyword="AUTH CRAM-MD5", mechanism="CRAM-MD5")
    verdict = judge.judge(told, seen(told, answered, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.authentication", "password", "cram-md5"),)


def test_tokens_alone_are_another_cause() -> None:
    """The provider switched passwords off on purpose."""
    told = phone()
    tokens = conversation(auth_keyword="AUTH XOAUTH2 OAUTHBEARER", auth=None)
    assert isinstance(judge.judge(told, seen(told, tokens, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
