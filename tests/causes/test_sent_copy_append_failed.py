"""The copy in Sent."""

from mailmend.causes.sent_copy_append_failed import judge
from mailmend.verdict import Likely, Possible, Unknown
from tests.causes.build import CANNOT_SEND, CASE, D_RELAY, GOOD, NOTHING, phone, seen

SENT = "The message could not be saved to the mailbox “Sent” on the server."


def test_likely_by_an_error_about_the_sent_mailbox() -> None:
    """The server takes the message; its copy fails."""
    told = phone(SENT)
    assert isinstance(judge.judge(told, seen(told, GOOD)), Likely)
    moved = phone("Unable to Move Message: the message could not be moved to the mailbox Sent")
    assert isinstance(judge.judge(moved, seen(moved, GOOD)), Likely)


def test_possible_without_an_accepted_envelope() -> None:
    """Only the report is known."""
    told = phone(SENT)
    assert isinstance(judge.judge(told, seen(told)), Possible)


def test_not_by_the_outbox_sentence() -> None:
    """Every alert says that a copy is in the Outbox; a message that was not sent is no Sent box."""
    for error in (D_RELAY, f"{CANNOT_SEND}The message could not be sent."):
        told = phone(error)
        assert isinstance(judge.judge(told, seen(told, GOOD)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
