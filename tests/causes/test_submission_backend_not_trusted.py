"""The relay refusal comes from behind the server that logged the person in."""

from mailmend.causes.submission_backend_not_trusted import judge
from mailmend.change import ServerAction
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NOTHING, RELAY_454, phone, seen
from tests.causes.build_server import refused_after_login

DOVECOT = "220 mail.hosting.test Dovecot ready."
TWICE = "454 4.7.1 <bob@elsewhere.test> <bob@elsewhere.test>: Relay access denied"


def test_proven_by_the_recipient_named_twice() -> None:
    """Dovecot passes on what the server behind it said, with the address in front again."""
    told = phone()
    talk = refused_after_login(TWICE, auth="235 2.7.0 Logged in.", greeting="220 mail ESMTP")
    verdict = judge.judge(told, seen(told, talk))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (
        ServerAction("trust-submission-front-end", "mail.hosting.test", 587),
    )


def test_proven_by_the_words_of_another_software() -> None:
    """Dovecot greets, Postfix refuses."""
    told = phone()
    talk = refused_after_login(RELAY_454, greeting=DOVECOT)
    assert isinstance(judge.judge(told, seen(told, talk)), Proven)


def test_ruled_out_by_the_words_of_the_server_that_greeted() -> None:
    """One server: its own rule is missing."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(RELAY_454))), RuledOut)


def test_ruled_out_by_two_different_addresses_in_the_text() -> None:
    """Two addresses are not one address twice."""
    told = phone()
    text = "554 5.7.1 <bob@elsewhere.test>: Relay access denied for <alice@customer.test>"
    assert isinstance(judge.judge(told, seen(told, refused_after_login(text))), RuledOut)


def test_ruled_out_where_the_message_is_accepted() -> None:
    """A front end that is trusted."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
