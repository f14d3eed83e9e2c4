"""An expired password."""

import pytest

from mailmend.causes.password_expired import judge
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
    seen,
)


@pytest.mark.parametrize(
    "answer",
    [
        "432 4.7.12 A password transition is needed",
        "535 5.7.8 Error: authentication failed: Your password has expired",
    ],
)
def test_proven_by_the_servers_words(answer: str) -> None:
    """The refused login says so."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, conversation(auth=answer), NAMES)), Proven)


def test_proven_by_the_mailbox_servers_code() -> None:
    """EXPIRED (RFC 5530)."""
    told = phone()
    refused = mailbox("refused", code="EXPIRED", text="Password expired")
    facts = seen(told, conversation(auth=AUTH_535), refused, NAMES)
    assert isinstance(judge.judge(told, facts), Proven)


def test_likely_from_the_reported_words() -> None:
    """The person quotes the server; nothing was tried here."""
    told = phone("535 5.7.8 Error: authentication failed: Your password has expired")
    assert isinstance(judge.judge(told, seen(told, NAMES)), Likely)


def test_possible_where_the_refusal_names_nothing() -> None:
    """A bare 535 leaves it open."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, conversation(auth=AUTH_535))), Possible)


def test_ruled_out_by_a_refusal_that_names_another_reason() -> None:
    """An app password is asked for."""
    told = phone()
    answer = "534 5.7.9 Application-specific password required."
    assert isinstance(judge.judge(told, seen(told, conversation(auth=answer))), RuledOut)


def test_ruled_out_by_a_login_that_is_accepted() -> None:
    """The password works."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
