"""The relay host refuses."""

from mailmend.causes.smarthost_rejects import judge
from mailmend.verdict import Likely, Unknown
from tests.causes.build import CASE, D_RELAY, GOOD, NOTHING, RELAY_554, phone, seen
from tests.causes.build_server import refused_after_login


def test_likely_by_a_quoted_refusal() -> None:
    """The next server is quoted at the moment of sending."""
    told = phone()
    talk = refused_after_login("550 host smtp.relay.test[192.0.2.5] said: 550 5.7.1 relay denied")
    assert isinstance(judge.judge(told, seen(told, talk)), Likely)


def test_likely_by_the_reported_bounce() -> None:
    """The relay host wants a login from the mail server."""
    told = phone(
        "host smtp.relay.test[192.0.2.5] said: 530-5.7.0 Authentication Required "
        "(in reply to MAIL FROM command)"
    )
    assert isinstance(judge.judge(told, seen(told, GOOD)), Likely)


def test_not_by_the_server_s_own_refusal() -> None:
    """Nobody is quoted."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(RELAY_554))), Unknown)


def test_not_by_a_recipient_that_the_next_server_does_not_know() -> None:
    """The next server takes the sender's server for good."""
    told = phone("host mx.elsewhere.test[192.0.2.80] said: 550 5.1.1 User unknown")
    assert isinstance(judge.judge(told, seen(told, GOOD)), Unknown)


def test_not_by_the_phone_s_relay_alert() -> None:
    """The alert is about the server that the phone talked to."""
    told = phone(D_RELAY)
    assert isinstance(judge.judge(told, seen(told, GOOD)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
