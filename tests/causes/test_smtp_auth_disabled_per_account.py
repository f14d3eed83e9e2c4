"""Sending switched off for a mailbox or an organisation."""

import pytest

from mailmend.causes.smtp_auth_disabled_per_account import judge
from mailmend.change import AccountAction
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    ADDRESS,
    AUTH_535,
    CASE,
    GOOD,
    NAMES,
    NOTHING,
    conversation,
    mailbox,
    phone,
    seen,
)
from tests.causes.build_server import refused_after_login

TEXT = (
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the {}. "
    "Visit https://aka.ms/smtp_auth_disabled for more information."
)


@pytest.mark.parametrize("scope", ["Tenant", "Mailbox"])
def test_proven_by_the_servers_words(scope: str) -> None:
    """Exchange Online names it."""
    told = phone()
    refused = conversation(auth=TEXT.format(scope))
    verdict = judge.judge(told, seen(told, refused, mailbox(), NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (AccountAction("enable-smtp-authentication", ADDRESS),)


def test_likely_from_the_reported_words() -> None:
    """The person quotes the server; nothing was tried here."""
    told = phone(TEXT.format("Tenant"))
    assert isinstance(judge.judge(told, seen(told, NAMES)), Likely)


def test_possible_where_the_pair_reads_and_does_not_send() -> None:
    """A bare 535 beside an accepted mailbox login."""
    told = phone()
    control = mailbox()
    verdict = judge.judge(told, seen(told, conversation(auth=AUTH_535), control, NAMES))
    assert isinstance(verdict, Possible)
    assert control in verdict.because
    assert verdict.ask == "admin"


def test_ruled_out_where_the_pair_does_not_read_either() -> None:
    """The password is wrong for both."""
    told = phone()
    facts = seen(told, conversation(auth=AUTH_535), mailbox("refused"), NAMES)
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_ruled_out_by_a_login_that_is_accepted() -> None:
    """Sending is allowed."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_proven_where_the_login_is_taken_and_then_refused_by_name() -> None:
    """Postfix: check_sasl_access."""
    told = phone()
    words = "554 5.7.1 <alice@customer.test>: SASL login name rejected: Access denied"
    assert isinstance(judge.judge(told, seen(told, refused_after_login(words))), Proven)


def test_not_where_that_refusal_gives_another_reason() -> None:
    """A hold is lifted elsewhere."""
    told = phone()
    words = "550 5.7.1 <a@x.test>: SASL login name rejected: outgoing mail is suspended"
    assert isinstance(judge.judge(told, seen(told, refused_after_login(words))), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
