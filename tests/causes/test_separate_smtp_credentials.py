"""A user name and password of its own for sending."""

from mailmend.causes.separate_smtp_credentials import judge
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
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

REFUSED = conversation(auth=AUTH_535)


def test_likely_at_a_relay_service() -> None:
    """The host belongs to a service with accounts of its own."""
    host = "smtp.sendgrid.net"
    told = phone(host=host)
    answer = "535 Authentication failed: Bad username / password"
    service = conversation(host=host, auth=answer)
    assert isinstance(judge.judge(told, seen(told, service, mailbox())), Likely)


def test_possible_where_the_pair_reads_and_does_not_send() -> None:
    """At the mailbox's own host it is one of several."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, REFUSED, mailbox(), NAMES)), Possible)


def test_a_name_that_only_ends_alike_is_no_service() -> None:
    """notsendgrid.net is somebody else's."""
    host = "smtp.notsendgrid.net"
    told = phone(host=host)
    stranger = conversation(host=host, auth=AUTH_535)
    assert isinstance(judge.judge(told, seen(told, stranger, mailbox())), Possible)


def test_ruled_out_where_the_pair_does_not_read_either() -> None:
    """Then the pair itself is wrong."""
    told = phone()
    facts = seen(told, REFUSED, mailbox("refused"), NAMES)
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_ruled_out_by_the_mailboxs_pair_accepted() -> None:
    """The mailbox's own pair sends."""
    told = phone(username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_ruled_out_by_a_refusal_that_names_another_reason() -> None:
    """The server asks for an app password."""
    told = phone()
    answer = "534 5.7.9 Application-specific password required."
    assert isinstance(judge.judge(told, seen(told, conversation(auth=answer))), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
