"""The mailbox's own address refused as a sender for its domain or by a list."""

import pytest

from mailmend.causes.sender_domain_rejected import judge
from mailmend.change import DnsRecord, ServerAction
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import ADDRESS, CASE, GOOD, NOTHING, conversation, dns, phone, seen
from tests.causes.build_server import mx, refused_after_login

NOT_FOUND = f"450 4.1.8 <{ADDRESS}>: Sender address rejected: Domain not found"


@pytest.mark.parametrize(
    ("answer", "at_mail"),
    [
        (NOT_FOUND, False),
        (f"554 5.7.1 <{ADDRESS}>: Sender address rejected: Access denied", False),
        ("553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)", True),
    ],
)
def test_proven_for_the_mailbox_s_own_address(answer: str, at_mail: bool) -> None:
    """The domain is in order, the server refuses it."""
    told = phone()
    talk = refused_after_login(answer, at_mail=at_mail)
    verdict = judge.judge(told, seen(told, talk, mx("customer.test", "mail.hosting.test")))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("accept-sender", "mail.hosting.test", 587, ADDRESS),)


def test_proven_with_the_records_that_are_missing() -> None:
    """The domain exists and names no host that takes its mail."""
    told = phone()
    none = (
        dns("customer.test", rtype="MX", status="nodata"),
        dns("customer.test", status="nodata"),
        dns("customer.test", rtype="AAAA", status="nodata"),
    )
    verdict = judge.judge(told, seen(told, refused_after_login(NOT_FOUND), *none))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (DnsRecord("customer.test", "MX"),)


def test_ruled_out_for_a_domain_that_does_not_exist() -> None:
    """Then the address on the device is wrong."""
    told = phone()
    gone = dns("customer.test", rtype="MX", status="nxdomain")
    assert isinstance(judge.judge(told, seen(told, refused_after_login(NOT_FOUND), gone)), RuledOut)


def test_ruled_out_for_another_domain() -> None:
    """A sender that is not the mailbox's."""
    other = "alice@costumer.test"
    told = phone(sender=other)
    talk = refused_after_login(
        f"450 4.1.8 <{other}>: Sender address rejected: Domain not found", sender=other
    )
    assert isinstance(judge.judge(told, seen(told, talk)), RuledOut)


def test_possible_where_the_mailbox_itself_is_unknown() -> None:
    """Refused as a sender and as a recipient: it may have been deleted."""
    told = phone()
    unknown = "User unknown in virtual mailbox table"
    talk = conversation(
        remote=f"550 5.1.0 <{ADDRESS}>: Sender address rejected: {unknown}",
        own=f"550 5.1.1 <{ADDRESS}>: Recipient address rejected: {unknown}",
    )
    assert isinstance(judge.judge(told, seen(told, talk)), Possible)


@pytest.mark.parametrize(
    "answer",
    [
        f"553 5.7.1 <{ADDRESS}>: Sender address rejected: not owned by user bob@customer.test",
        "550 5.1.8 Access denied, bad outbound sender",
    ],
)
def test_ruled_out_by_another_reason(answer: str) -> None:
    """A map and a hold speak of the sender, too."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(answer))), RuledOut)


def test_ruled_out_where_the_mailbox_s_own_address_passes() -> None:
    """The device has a mistyped address of its own domain: the server is right to refuse it."""
    told = phone(sender="alise@customer.test")
    refused = refused_after_login(
        "550 5.1.0 <alise@customer.test>: Sender address rejected: User unknown",
        sender="alise@customer.test",
    )
    assert isinstance(judge.judge(told, seen(told, refused, GOOD)), RuledOut)
    assert isinstance(judge.judge(told, seen(told, refused)), Proven)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
