"""The reply that support pastes."""

from __future__ import annotations

from mailmend.change import ServerAction
from mailmend.remedies.customer_reply import customer_reply
from tests.remedies.build import ADDRESS, BLANK_USER, HOST, situation, text


def test_the_reply_holds_finding_and_steps() -> None:
    """Support pastes one text with the reason and numbered steps."""
    said = text(customer_reply, situation(BLANK_USER))

    assert "We have found why alice@customer.test can receive mail but not send" in said
    assert f"User Name: type {ADDRESS}" in said
    assert "\n1. " in said


def test_the_reply_for_a_server_fault_asks_nothing_of_the_customer() -> None:
    """Where the server is at fault, the customer has nothing to do."""
    said = text(customer_reply, situation(ServerAction("permit-authenticated-relay", HOST)))

    assert "You do not need to change anything on your device." in said
    assert "We are correcting our side" in said
    assert "postconf" not in said


def test_no_reply_without_a_finding() -> None:
    """Nothing is written to a customer when nothing was found."""
    assert not text(customer_reply, situation())
