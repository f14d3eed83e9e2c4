"""The sender's own mailbox is full."""

from mailmend.causes.sender_mailbox_over_quota import judge
from mailmend.change import AccountAction
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import ADDRESS, CASE, GOOD, NOTHING, mailbox, phone, seen
from tests.causes.build_server import refused_after_login

FULL = "554 5.2.2 mailbox full"


def test_proven_at_mail_from() -> None:
    """Before a recipient is named, only the sender's mailbox can be meant."""
    told = phone()
    verdict = judge.judge(told, seen(told, refused_after_login(FULL, at_mail=True)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (AccountAction("free-mailbox-space", ADDRESS),)


def test_proven_with_the_quota_that_imap_shows() -> None:
    """At the recipient the text alone could mean his mailbox."""
    told = phone()
    verdict = judge.judge(told, seen(told, refused_after_login(FULL), mailbox(quota_percent=101)))
    assert isinstance(verdict, Proven)


def test_possible_at_the_recipient() -> None:
    """Whose mailbox is full?"""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(FULL))), Possible)


def test_likely_where_the_report_and_the_quota_agree() -> None:
    """The refusal comes after the message; the quota is seen to be used up."""
    told = phone(f"The server said: {FULL}")
    assert isinstance(judge.judge(told, seen(told, GOOD, mailbox(quota_percent=100))), Likely)


def test_a_full_mailbox_alone_is_only_possible() -> None:
    """Most providers let full mailboxes send."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD, mailbox(quota_percent=100))), Possible)


def test_ruled_out_by_free_space() -> None:
    """There is room, whatever the text says."""
    told = phone(f"The server said: {FULL}")
    assert isinstance(judge.judge(told, seen(told, GOOD, mailbox(quota_percent=40))), RuledOut)


def test_not_the_queue_s_disk() -> None:
    """The server's own disk is another thing."""
    told = phone()
    talk = refused_after_login("452 4.3.1 Insufficient system storage", at_mail=True)
    assert isinstance(judge.judge(told, seen(told, talk)), RuledOut)


def test_proven_where_the_refusal_names_the_sender() -> None:
    """Postfix speaks of the sender at the recipient only."""
    told = phone()
    words = "552 5.2.2 <alice@customer.test>: Sender address rejected: mailbox is full"
    assert isinstance(judge.judge(told, seen(told, refused_after_login(words))), Proven)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
