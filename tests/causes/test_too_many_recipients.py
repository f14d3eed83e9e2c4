"""More recipients than the server takes at once."""

from mailmend.causes.too_many_recipients import judge
from mailmend.verdict import Likely, RuledOut, Unknown
from tests.causes.build import CANNOT_SEND, CASE, GOOD, NAMES, NOTHING, conversation, phone, seen

WORDS = f"{CANNOT_SEND}452 4.5.3 Error: too many recipients"


def test_likely_from_the_reported_words() -> None:
    """The reply names the number, and one recipient is accepted."""
    told = phone(WORDS)
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Likely)
    assert "How many" in verdict.would_settle


def test_ruled_out_by_a_sender_that_is_refused() -> None:
    """Thunderbird says "too many recipients" for a full disk at MAIL FROM as well."""
    told = phone(WORDS)
    full = conversation(mail="452 4.3.1 Insufficient system storage")
    assert isinstance(judge.judge(told, seen(told, full, NAMES)), RuledOut)


def test_no_claim_where_nobody_spoke_of_recipients() -> None:
    """A device that sends to one person says nothing about many."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Unknown)


def test_ruled_out_where_every_attempt_stops_after_the_login() -> None:
    """One recipient is refused as well."""
    told = phone(WORDS, username=None)
    denied = conversation(remote="554 5.7.1 <bob@elsewhere.test>: Relay access denied")
    assert isinstance(judge.judge(told, seen(told, denied, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
