"""A sender's address that is no address, or of a domain that does not exist."""

from mailmend.causes.sender_address_malformed import judge
from mailmend.change import SetField
from mailmend.verdict import Likely, Proven, RuledOut, Unknown
from tests.causes.build import (
    ADDRESS,
    CASE,
    GOOD,
    NAMES,
    NOTHING,
    conversation,
    dns,
    phone,
    seen,
)
from tests.causes.build_server import mx

TYPO = "alice@custmer.test"
NOT_FOUND = f"450 4.1.8 <{TYPO}>: Sender address rejected: Domain not found"
NOT_FULL = "504 5.5.2 <alice@customer>: Sender address rejected: need fully-qualified address"
NO_DOMAIN = dns("custmer.test", rtype="MX")


def test_proven_where_the_domain_does_not_exist() -> None:
    """Refused for its domain; the login's own address passes."""
    told = phone(sender=TYPO)
    tried = conversation(sender=TYPO, remote=NOT_FOUND)
    verdict = judge.judge(told, seen(told, tried, GOOD, NAMES, NO_DOMAIN))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("address", TYPO, ADDRESS),)


def test_proven_where_the_domain_is_cut_off() -> None:
    """The server wants a full domain."""
    told = phone(sender="alice@customer")
    tried = conversation(sender="alice@customer", mail=NOT_FULL)
    assert isinstance(judge.judge(told, seen(told, tried, GOOD, NAMES)), Proven)


def test_proven_where_no_other_sender_was_tried_and_the_domain_is_missing() -> None:
    """The refusal and the name system agree."""
    told = phone(sender=TYPO)
    tried = conversation(sender=TYPO, remote=NOT_FOUND)
    assert isinstance(judge.judge(told, seen(told, tried, NAMES, NO_DOMAIN)), Proven)


def test_likely_where_only_the_server_says_so() -> None:
    """The server's resolver may be the one that is wrong."""
    told = phone(sender=TYPO)
    tried = conversation(sender=TYPO, remote=NOT_FOUND)
    assert isinstance(judge.judge(told, seen(told, tried, NAMES)), Likely)


def test_a_blocked_account_is_another_cause() -> None:
    """Exchange Online uses 5.1.8 for an account whose outgoing mail is stopped."""
    told = phone()
    blocked = "550 5.1.8 Access denied, bad outbound sender AS(42003)"
    tried = conversation(mail=blocked)
    assert not isinstance(judge.judge(told, seen(told, tried, NAMES)), Proven | Likely)


def test_a_foreign_but_real_address_is_another_cause() -> None:
    """The address exists and is not the login's own."""
    sender = "carol@customer.test"
    told = phone(sender=sender)
    answer = f"553 5.7.1 <{sender}>: Sender address rejected: not owned by user {ADDRESS}"
    tried = conversation(sender=sender, mail=answer)
    assert isinstance(judge.judge(told, seen(told, tried, GOOD, NAMES)), RuledOut)


def test_ruled_out_by_a_sender_that_passes() -> None:
    """Accepted after the login, together with a recipient."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_ruled_out_in_favour_of_the_recipient() -> None:
    """The sender passes; the recipient's domain is the one that is missing."""
    told = phone(recipient="bob@elsewere.test")
    answer = "450 4.1.2 <bob@elsewere.test>: Recipient address rejected: Domain not found"
    verdict = judge.judge(told, seen(told, conversation(remote=answer), NAMES))
    assert not isinstance(verdict, Proven | Likely)


def test_ruled_out_where_the_sender_s_domain_is_there() -> None:
    """The server says it is not; then the server is wrong, or the domain's records for mail are."""
    told = phone()
    talk = conversation(
        remote="450 4.1.8 <alice@customer.test>: Sender address rejected: Domain not found",
        own="450 4.1.8 <alice@customer.test>: Sender address rejected: Domain not found",
    )
    there = mx("customer.test", "mail.hosting.test")
    assert isinstance(judge.judge(told, seen(told, talk, there)), RuledOut)
    assert not isinstance(judge.judge(told, seen(told, talk)), RuledOut | Proven)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
