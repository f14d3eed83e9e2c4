"""An outgoing host that is not the mailbox's own."""

import pytest

from mailmend.causes.smtp_hostname_wrong_server import judge
from mailmend.change import SetField
from mailmend.facts import PublishedServer
from mailmend.verdict import Likely, Proven, RuledOut, Unknown
from tests.causes.build import (
    AUTH_535,
    CASE,
    GOOD,
    HOST,
    IP,
    NAMES,
    NO_PASSWORD,
    NOTHING,
    certificate,
    conversation,
    dialogue,
    dns,
    phone,
    published,
    seen,
    session,
    step,
    tcp,
)

OTHER = "mail.eximhost.test"
OTHER_NAME = dns(OTHER, "192.0.2.77")
FOREIGN = conversation(host=OTHER, address="192.0.2.77", auth="535 Incorrect authentication data")
PUBLISHED = published(PublishedServer("smtp", HOST, 587, "starttls"))


def test_proven_by_the_repair() -> None:
    """Another provider's server refuses the login; the mailbox's own accepts it."""
    told = phone(host=OTHER, onset="first-setup")
    verdict = judge.judge(told, seen(told, GOOD, FOREIGN, NAMES, OTHER_NAME))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.host", OTHER, HOST),)


def test_likely_where_the_host_only_receives() -> None:
    """A filter's MX has no login on port 25 and closed submission ports."""
    filter_name = "mx.filter.test"
    told = phone(host=filter_name, port=25)
    inbound = conversation(
        host=filter_name, address="192.0.2.78", port=25, auth_keyword=None, auth=None
    )
    closed = tcp(filter_name, 587, "refused", "192.0.2.78")
    facts = (GOOD, inbound, closed, NAMES, dns(filter_name, "192.0.2.78"))
    assert isinstance(judge.judge(told, seen(told, *facts)), Likely)


def test_likely_without_a_password_to_try() -> None:
    """The host offers no login at all; a published one does."""
    told = phone(host=OTHER)
    mute = conversation(host=OTHER, address="192.0.2.77", auth_keyword=None, auth=None)
    verdict = judge.judge(told, seen(told, NO_PASSWORD, mute, PUBLISHED, NAMES, OTHER_NAME))
    assert isinstance(verdict, Likely)
    assert verdict.changes == (SetField("outgoing.host", OTHER, HOST),)


def test_a_second_name_of_the_same_server_is_not_wrong() -> None:
    """Both names lead to one address; it is the certificate that lacks one of them."""
    alias = "mail.customer.test"
    told = phone(host=alias)
    unnamed = dialogue(
        step("ehlo", "250 ok", secure=False),
        step("starttls", "220 Ready", secure=False),
        host=alias,
        clear=("STARTTLS",),
        tls=session(leaf=certificate(HOST, name_matches=False)),
    )
    assert isinstance(judge.judge(told, seen(told, GOOD, unnamed, NAMES, dns(alias, IP))), RuledOut)


def test_a_published_host_that_is_down_is_not_wrong() -> None:
    """The trouble of the host that everybody is told to use is its own."""
    told = phone()
    spare = conversation(host="spare.hosting.test", address="192.0.2.26")
    names = (NAMES, dns("spare.hosting.test", "192.0.2.26"))
    closed = tcp(outcome="refused")
    assert isinstance(judge.judge(told, seen(told, spare, closed, PUBLISHED, *names)), RuledOut)


def test_after_a_migration_it_is_the_old_provider() -> None:
    """The same facts have another name where the mailbox was moved."""
    told = phone(host=OTHER, onset="after-migration")
    facts = seen(told, GOOD, FOREIGN, NAMES, OTHER_NAME)
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_a_wrong_password_is_not_a_wrong_host() -> None:
    """The mailbox's own server refuses the pair, and no other host accepts it."""
    told = phone()
    refused = conversation(auth=AUTH_535)
    assert isinstance(judge.judge(told, seen(told, refused, PUBLISHED, NAMES)), Unknown)


def test_likely_where_a_foreign_server_shows_a_foreign_certificate() -> None:
    """A web server's certificate is good for its own name only."""
    told = phone(host=OTHER)
    foreign = dialogue(
        step("ehlo", "250 ok", secure=False),
        step("starttls", "220 Ready", secure=False),
        host=OTHER,
        address="192.0.2.77",
        clear=("STARTTLS",),
        tls=session(leaf=certificate("web.test", name_matches=False)),
    )
    assert isinstance(judge.judge(told, seen(told, GOOD, foreign, NAMES, OTHER_NAME)), Likely)


def test_a_host_that_takes_the_login_is_the_mailboxs_own() -> None:
    """It refuses the recipient after the login, which is a fault of that server."""
    told = phone(host=OTHER)
    own = conversation(host=OTHER, address="192.0.2.77", remote="554 5.7.1 Relay access denied")
    assert isinstance(judge.judge(told, seen(told, GOOD, own, NAMES, OTHER_NAME)), RuledOut)


@pytest.mark.parametrize("answer", ["454 4.7.0 Temporary authentication failure", None])
def test_trouble_that_passes_is_no_wrong_host(answer: str | None) -> None:
    """A backend that is down, or a host that hangs up at AUTH."""
    told = phone(host=OTHER)
    down = conversation(host=OTHER, address="192.0.2.77", auth=answer, auth_lost="closed")
    assert isinstance(judge.judge(told, seen(told, GOOD, down, NAMES, OTHER_NAME)), RuledOut)


def test_a_handshake_that_fails_is_no_wrong_host() -> None:
    """A server too old for TLS 1.2 may be the right one."""
    told = phone(host=OTHER)
    old = dialogue(
        step("ehlo", "250 ok", secure=False),
        step("starttls", "220 Ready", secure=False),
        host=OTHER,
        address="192.0.2.77",
        clear=("STARTTLS",),
        tls=session(failure="protocol-version"),
    )
    assert isinstance(judge.judge(told, seen(told, GOOD, old, NAMES, OTHER_NAME)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
