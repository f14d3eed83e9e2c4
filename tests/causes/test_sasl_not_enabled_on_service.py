"""No AUTH where mail is handed in."""

from dataclasses import replace

from mailmend.causes.sasl_not_enabled_on_service import judge
from mailmend.change import ServerAction
from mailmend.facts import SmtpDialogue
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    GOOD,
    GOOD_465,
    HOST,
    NAMES,
    NOTHING,
    PORT_25,
    conversation,
    phone,
    seen,
    step,
)
from tests.causes.build_server import unverified

NO_AUTH = conversation(auth_keyword=None, auth=None)
NO_AUTH_465 = conversation(port=465, mode="tls", auth_keyword=None, auth=None)


def answered(reply: str) -> SmtpDialogue:
    """AUTH sent although EHLO names none."""
    return replace(NO_AUTH, steps=(*NO_AUTH.steps, step("auth", reply, mechanism="PLAIN")))


def test_likely_inside_verified_tls() -> None:
    """Nobody on the way can have taken it out; the server may hide it from this network."""
    told = phone()
    verdict = judge.judge(told, seen(told, NO_AUTH, NO_AUTH_465, PORT_25))
    assert isinstance(verdict, Likely)
    assert verdict.changes == (ServerAction("offer-authentication", "mail.hosting.test", 587),)


def test_proven_by_the_answer_to_the_command_itself() -> None:
    """503: logins are off there, for everybody."""
    told = phone()
    talk = answered("503 5.5.1 Error: authentication not enabled")
    assert isinstance(judge.judge(told, seen(told, talk)), Proven)


def test_ruled_out_where_the_command_is_taken() -> None:
    """Logins are on and only hidden."""
    told = phone()
    talk = answered("535 5.7.8 Error: authentication failed: Invalid authentication mechanism")
    assert isinstance(judge.judge(told, seen(told, talk)), RuledOut)


def test_possible_where_the_certificate_is_not_trusted() -> None:
    """Whoever speaks there may not be the server."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, unverified(NO_AUTH))), Possible)


def test_port_25_without_auth_is_normal() -> None:
    """It proves nothing, even if the device uses it."""
    told = phone(port=25)
    assert isinstance(judge.judge(told, seen(told, PORT_25)), Unknown)
    assert isinstance(judge.judge(told, seen(told, PORT_25, GOOD)), RuledOut)


def test_ruled_out_by_auth_after_tls() -> None:
    """Hidden before TLS, offered inside it: normal."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_ruled_out_where_another_host_takes_the_mail() -> None:
    """The device's host is not where this mailbox sends: a mail exchanger, say."""
    told = phone(host="mx.customer.test")
    exchanger = conversation(host="mx.customer.test", auth_keyword=None, auth=None)
    assert isinstance(judge.judge(told, seen(told, exchanger, GOOD)), RuledOut)


def test_proven_where_another_port_of_the_server_takes_the_login() -> None:
    """AUTH is named on 465 alone; the device can go there, and the server can offer it on 587."""
    told = phone()
    verdict = judge.judge(told, seen(told, NO_AUTH, GOOD_465, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("offer-authentication", HOST, 587),)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
