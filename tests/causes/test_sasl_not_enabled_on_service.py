"""No AUTH where mail is handed in."""

from mailmend.causes.sasl_not_enabled_on_service import judge
from mailmend.change import ServerAction
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, GOOD_465, NOTHING, PORT_25, conversation, phone, seen
from tests.causes.build_server import unverified

NO_AUTH = conversation(auth_keyword=None, auth=None)
NO_AUTH_465 = conversation(port=465, mode="tls", auth_keyword=None, auth=None)


def test_proven_inside_verified_tls() -> None:
    """Nobody on the way can have taken it out."""
    told = phone()
    verdict = judge.judge(told, seen(told, NO_AUTH, NO_AUTH_465, PORT_25))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("offer-authentication", "mail.hosting.test", 587),)


def test_proven_on_the_device_s_port_though_another_offers_it() -> None:
    """AUTH on 465 only, the device uses 587."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, NO_AUTH, GOOD_465)), Proven)


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


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
