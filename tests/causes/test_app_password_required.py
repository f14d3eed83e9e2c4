"""A provider that wants an app password."""

import pytest

from mailmend.causes.app_password_required import judge
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    NAMES,
    NOTHING,
    conversation,
    mailbox,
    phone,
    published,
    seen,
)

GMAIL = (
    "534 5.7.9 Application-specific password required. For more information, go to "
    "https://support.google.com/mail/?p=InvalidSecondFactor"
)


def test_proven_by_the_servers_words() -> None:
    """Gmail names it."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, conversation(auth=GMAIL), NAMES)), Proven)


@pytest.mark.parametrize("host", ["smtp.mail.yahoo.com", "smtp.aol.com", "smtp.mail.me.com"])
def test_likely_at_a_provider_that_always_wants_one(host: str) -> None:
    """The reply names nothing, or failed attempts."""
    told = phone(host=host)
    for answer in (AUTH_535, "535 5.7.0 (#AUTH005) Too many bad auth attempts."):
        refused = conversation(host=host, auth=answer)
        assert isinstance(judge.judge(told, seen(told, refused)), Likely)


def test_likely_where_the_provider_data_says_so() -> None:
    """A hint of the provider database and a bare 535."""
    told = phone()
    hint = published(origin="provider-database", hint="You need an app-specific password.")
    refused = conversation(auth=AUTH_535)
    assert isinstance(judge.judge(told, seen(told, refused, hint)), Likely)


def test_possible_elsewhere() -> None:
    """A bare 535 of an ordinary host leaves it open."""
    told = phone()
    facts = seen(told, conversation(auth=AUTH_535), mailbox("refused"), NAMES)
    assert isinstance(judge.judge(told, facts), Possible)


def test_ruled_out_by_a_password_that_reads_mail() -> None:
    """A provider that wants an app password wants it for reading too."""
    told = phone()
    facts = seen(told, conversation(auth=AUTH_535), mailbox(), NAMES)
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_ruled_out_by_a_refusal_that_names_another_reason() -> None:
    """SMTP AUTH is switched off for the tenant."""
    told = phone()
    answer = (
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the "
        "Tenant. Visit https://aka.ms/smtp_auth_disabled for more information."
    )
    assert isinstance(judge.judge(told, seen(told, conversation(auth=answer))), RuledOut)


def test_ruled_out_by_a_login_that_is_accepted() -> None:
    """The password works."""
    told = phone(username="")
    hint = published(origin="provider-database", hint="You need an app-specific password.")
    assert isinstance(judge.judge(told, seen(told, GOOD, hint, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
