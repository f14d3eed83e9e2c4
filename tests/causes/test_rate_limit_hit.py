"""Too much at once."""

import pytest

from mailmend.causes.rate_limit_hit import judge
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NAMES, NOTHING, conversation, dialogue, phone, seen, step
from tests.causes.build_server import refused_after_login


@pytest.mark.parametrize(
    ("answer", "at_mail"),
    [
        ("450 4.7.1 Error: too much mail from 203.0.113.9", True),
        ('451 4.7.1 Ratelimit "user" exceeded', False),
        ("432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", True),
    ],
)
def test_proven_after_a_login(answer: str, at_mail: bool) -> None:
    """The server speaks of a rate."""
    told = phone()
    talk = refused_after_login(answer, at_mail=at_mail)
    assert isinstance(judge.judge(told, seen(told, talk)), Proven)


@pytest.mark.parametrize(
    "answer",
    [
        "550 Domain customer.test has exceeded the max emails per hour (200/200 (100%)) allowed.",
        "452 4.5.3 Error: too many recipients",
        "452 4.3.1 Insufficient system storage",
    ],
)
def test_ruled_out_by_another_limit(answer: str) -> None:
    """A quota of the account, a count of recipients and a full disk are no rate."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), RuledOut)


def test_possible_before_a_login() -> None:
    """Connections of Mailmend itself may have filled the measure."""
    told = phone()
    full = dialogue(
        greeting="421 4.7.0 mail.hosting.test Error: too many connections from 192.0.2.9"
    )
    assert isinstance(judge.judge(told, seen(told, full)), Possible)
    auth = conversation(auth="450 4.7.1 Error: too many AUTH commands from 192.0.2.9")
    assert isinstance(judge.judge(told, seen(told, auth)), Possible)


def test_likely_by_the_reported_reply() -> None:
    """It hit the phone, and it is over now."""
    told = phone("The server said: 450 4.7.1 Error: too much mail from 203.0.113.9")
    assert isinstance(judge.judge(told, seen(told, GOOD)), Likely)


def test_possible_where_the_device_s_port_is_full_and_another_is_not() -> None:
    """Postfix counts the connections of each service by itself."""
    told = phone()
    full = dialogue(
        step("greeting", "421 4.7.0 mail Error: too many connections from 203.0.113.9"),
        greeting=None,
    )
    assert isinstance(judge.judge(told, seen(told, full, conversation(port=465))), Possible)


def test_possible_where_one_more_connection_is_too_many() -> None:
    """The settings send from here; a connection beside it met the measure, as the phone's may."""
    full = dialogue(port=465, greeting="421 4.7.0 Error: too many connections from 192.0.2.9")
    told = phone("The connection to the outgoing server “mail.hosting.test” failed.")
    assert isinstance(judge.judge(told, seen(told, GOOD, full, NAMES)), Possible)
    content = phone()
    assert isinstance(judge.judge(content, seen(content, GOOD, full, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
