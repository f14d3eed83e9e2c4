"""A filter or policy service that does not answer."""

import pytest

from mailmend.causes.milter_or_policy_down import judge
from mailmend.change import ServerAction
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, HOST, NOTHING, conversation, dialogue, phone, seen, step
from tests.causes.build_server import refused_after_login, starttls_refused

CONFIGURATION = "451 4.3.5 <b>: Recipient address rejected: Server configuration problem"


def test_proven_at_starttls() -> None:
    """Postfix puts everything off, STARTTLS first."""
    told = phone()
    talk = starttls_refused("454 4.3.0 Try again later")
    verdict = judge.judge(told, seen(told, talk))
    assert isinstance(verdict, Proven)
    assert verdict.because == (talk,)


@pytest.mark.parametrize(
    ("answer", "at_mail"),
    [
        (CONFIGURATION, False),
        ("451 4.7.1 Service unavailable - try again later", True),
        ("451 4.7.1 Service unavailable - try again later", False),
    ],
)
def test_proven_after_a_login(answer: str, at_mail: bool) -> None:
    """Customers are put off, too."""
    told = phone()
    talk = refused_after_login(answer, at_mail=at_mail)
    assert isinstance(judge.judge(told, seen(told, talk)), Proven)


def test_weaker_before_a_login() -> None:
    """At MAIL it is likely to hit everybody; at RCPT customers may be exempt."""
    told = phone()
    early = dialogue(
        step("ehlo", "250 mail.hosting.test"),
        step("mail", "451 4.7.1 Service unavailable - try again later"),
    )
    assert isinstance(judge.judge(told, seen(told, early)), Likely)
    late = conversation(anonymous=CONFIGURATION, auth=None)
    assert isinstance(judge.judge(told, seen(told, late)), Possible)


def test_not_by_a_certificate_that_cannot_be_read() -> None:
    """454 4.7.0 is the other STARTTLS fault."""
    told = phone()
    talk = starttls_refused("454 4.7.0 TLS not available due to local problem")
    assert isinstance(judge.judge(told, seen(told, talk)), Unknown)


@pytest.mark.parametrize(
    "answer",
    ["451 4.7.1 Greylisted, please try again later", "452 4.3.1 Insufficient system storage"],
)
def test_ruled_out_by_another_delay(answer: str) -> None:
    """Greylisting and a full disk put off as well."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), RuledOut)


def test_ruled_out_where_customers_pass() -> None:
    """The policy service fails for strangers only."""
    told = phone()
    assert isinstance(
        judge.judge(told, seen(told, conversation(anonymous=CONFIGURATION))), RuledOut
    )
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_likely_for_an_error_of_the_configuration() -> None:
    """Postfix cannot use a table or a rule of its own: no service need be down."""
    told = phone()
    words = "451 4.3.5 <b@x.test>: Recipient address rejected: Server configuration error"
    verdict = judge.judge(told, seen(told, refused_after_login(words)))
    assert isinstance(verdict, Likely)
    assert verdict.changes == (ServerAction("repair-lookup-table", HOST, 587),)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
