"""Sending from an address that is not the login's own."""

import pytest

from mailmend.causes.from_address_differs_from_login import judge
from mailmend.change import SetField
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.build import (
    ADDRESS,
    CASE,
    GOOD,
    NAMES,
    NOTHING,
    OK,
    conversation,
    dns,
    phone,
    seen,
)

ALIAS = "carol@customer.test"
NOT_OWNED = f"553 5.7.1 <{ALIAS}>: Sender address rejected: not owned by user {ADDRESS}"
SEND_AS = "550 5.7.60 SMTP; Client does not have permissions to send as this sender"
ICLOUD = "550 5.7.0 From address is not one of your addresses"


@pytest.mark.parametrize("answer", [NOT_OWNED, SEND_AS, ICLOUD])
def test_proven_where_the_sender_is_refused(answer: str) -> None:
    """MAIL FROM with the address in use is refused, with the login's own it passes."""
    told = phone(sender=ALIAS)
    tried = conversation(sender=ALIAS, mail=answer)
    verdict = judge.judge(told, seen(told, tried, GOOD, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("address", ALIAS, ADDRESS),)


def test_proven_where_postfix_answers_at_the_recipient() -> None:
    """With smtpd_delay_reject the refusal of the sender comes at RCPT."""
    told = phone(sender=ALIAS)
    tried = conversation(sender=ALIAS, remote=NOT_OWNED)
    assert isinstance(judge.judge(told, seen(told, tried, GOOD, NAMES)), Proven)


def test_a_domain_that_does_not_exist_is_another_cause() -> None:
    """The address is no good for anybody."""
    told = phone(sender="alice@custmer.test")
    answer = "450 4.1.8 <alice@custmer.test>: Sender address rejected: Domain not found"
    tried = conversation(sender="alice@custmer.test", remote=answer)
    facts = seen(told, tried, GOOD, NAMES, dns("custmer.test", rtype="MX"))
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_no_claim_where_the_own_address_is_refused_too() -> None:
    """A server that refuses the login's own address has a wrong map."""
    told = phone()
    tried = conversation(mail=f"553 5.7.1 <{ADDRESS}>: Sender address rejected: not owned by user")
    assert not isinstance(judge.judge(told, seen(told, tried, NAMES)), Proven)


def test_ruled_out_where_the_sender_passes() -> None:
    """The alias is allowed; another setting is wrong."""
    told = phone(sender=ALIAS, username="")
    tried = conversation(sender=ALIAS, remote=OK)
    assert isinstance(judge.judge(told, seen(told, tried, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
