"""A blocklist held against customers."""

import pytest

from mailmend.causes.rbl_applied_to_submission import judge
from mailmend.change import ServerAction
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NO_PASSWORD, NOTHING, dialogue, phone, seen
from tests.causes.build_server import refused_after_login

POSTFIX = (
    "554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using zen.spamhaus.org; "
    "https://www.spamhaus.org/query/ip/203.0.113.9"
)


@pytest.mark.parametrize(
    "answer",
    [
        POSTFIX,
        "550 JunkMail rejected - host [203.0.113.9] is in an RBL",
        "550 Rejected because 203.0.113.9 is in a black list at zen.spamhaus.org",
    ],
)
def test_proven_after_a_login(answer: str) -> None:
    """The server knows who it is and refuses all the same."""
    told = phone()
    verdict = judge.judge(told, seen(told, refused_after_login(answer)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (
        ServerAction("exempt-authenticated-from-blocklists", "mail.hosting.test", 587),
    )


def test_proven_at_the_door_of_a_submission_port() -> None:
    """A port for customers that turns listed addresses away before they can log in."""
    told = phone()
    greeting = "554 5.7.1 client [203.0.113.9] blocked using rbl.customer.test"
    assert isinstance(judge.judge(told, seen(told, dialogue(greeting=greeting))), Proven)


def test_not_proven_at_the_door_of_port_25() -> None:
    """On port 25 strangers are asked about; there it is right."""
    told = phone(port=25)
    greeting = "554 5.7.1 client [203.0.113.9] blocked using rbl.customer.test"
    verdict = judge.judge(told, seen(told, dialogue(greeting=greeting, port=25)))
    assert isinstance(verdict, Unknown)


def test_likely_where_only_the_phone_is_refused() -> None:
    """From here the message is accepted; the address on the list is the phone's."""
    told = phone(f"The server said: {POSTFIX}")
    verdict = judge.judge(told, seen(told, GOOD))
    assert isinstance(verdict, Likely)


def test_possible_where_something_else_is_refused_now() -> None:
    """The report says one thing, the server another."""
    told = phone(f"The server said: {POSTFIX}")
    talk = refused_after_login("452 4.3.1 Insufficient system storage", at_mail=True)
    assert isinstance(judge.judge(told, seen(told, talk)), Possible)


@pytest.mark.parametrize(
    "answer",
    [
        "554 5.7.1 <bob@elsewhere.test>: Relay access denied",
        "554 5.7.1 Your address 203.0.113.9 has been banned: too many failed logins",
        "554 5.7.1 <bob@spamhaus.org>: Relay access denied",
    ],
)
def test_ruled_out_by_another_reason(answer: str) -> None:
    """A ban and a relay refusal are no blocklist, whatever stands in an address."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), RuledOut)


def test_unknown_without_a_login() -> None:
    """Strangers may be refused."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD)), Unknown)
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
