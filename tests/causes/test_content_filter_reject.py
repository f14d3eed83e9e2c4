"""The message's own content is refused."""

from mailmend.causes.content_filter_reject import judge
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import CANNOT_SEND, CASE, D_RELAY, GOOD, NOTHING, phone, seen

D_CONTENT = f"{CANNOT_SEND}Sending the message content to the server failed."


def test_likely_by_a_reported_filter() -> None:
    """The reply to the message itself speaks of spam."""
    told = phone(f"{D_CONTENT} 550 5.7.1 This message looks like spam")
    assert isinstance(judge.judge(told, seen(told, GOOD)), Likely)


def test_possible_by_the_alert_alone() -> None:
    """The alert fits limits, quotas and size as well."""
    told = phone(D_CONTENT)
    assert isinstance(judge.judge(told, seen(told, GOOD)), Possible)


def test_ruled_out_by_another_alert() -> None:
    """A refused recipient is no refused content."""
    told = phone(D_RELAY)
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
