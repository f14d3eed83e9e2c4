"""SRV records as published settings (RFC 6186, RFC 8314)."""

from __future__ import annotations

import pytest

from mailmend.facts import DnsAnswer, DnsStatus, NotObserved, PublishedSettings
from mailmend.probes.srv_settings import settings_from_srv, srv_names

ADDRESS = "alice@customer.test"


def answer(
    service: str, *records: str, status: DnsStatus = "ok", domain: str = "customer.test"
) -> DnsAnswer:
    """The answer to one SRV question."""
    return DnsAnswer(name=f"{service}._tcp.{domain}", rtype="SRV", status=status, records=records)


def published(*answers: DnsAnswer) -> PublishedSettings:
    """The one fact these answers give."""
    (fact,) = settings_from_srv(ADDRESS, answers)
    assert isinstance(fact, PublishedSettings)
    return fact


def test_the_names_to_ask() -> None:
    """Six services of the domain; none at a public suffix."""
    assert len(srv_names(ADDRESS)) == 6
    assert "_submissions._tcp.customer.test" in srv_names(ADDRESS)
    assert srv_names("a@co.uk") == ()


def test_each_service_has_its_protocol_and_security() -> None:
    """The trailing s is TLS at once."""
    fact = published(
        answer("_submissions", "0 1 465 smtp.customer.test."),
        answer("_submission", "0 1 587 smtp.customer.test."),
        answer("_imaps", "0 1 993 imap.customer.test."),
        answer("_imap", "0 1 143 imap.customer.test."),
        answer("_pop3s", "0 1 995 pop.customer.test."),
        answer("_pop3", "0 1 110 pop.customer.test."),
    )
    assert [(s.protocol, s.port, s.security) for s in fact.servers] == [
        ("smtp", 465, "tls"),
        ("smtp", 587, "starttls"),
        ("imap", 993, "tls"),
        ("imap", 143, "starttls"),
        ("pop3", 995, "tls"),
        ("pop3", 110, "starttls"),
    ]
    assert {s.host for s in fact.servers} == {
        "smtp.customer.test",
        "imap.customer.test",
        "pop.customer.test",
    }
    assert {s.username for s in fact.servers} == {ADDRESS}
    assert (fact.origin, fact.trusted) == ("srv", False)


def test_port_465_is_tls_at_once_under_either_name() -> None:
    """Hosters publish it as _submission too; the port is registered for implicit TLS."""
    assert published(answer("_submission", "0 0 465 ssl.hoster.test.")).servers[0].security == "tls"


def test_priority_goes_before_weight() -> None:
    """Lower priority first, then the heavier."""
    fact = published(
        answer("_submission", "10 5 587 c.x.test.", "0 1 587 b.x.test.", "0 9 587 a.x.test.")
    )
    assert [server.host for server in fact.servers] == ["a.x.test", "b.x.test", "c.x.test"]


def test_a_dot_says_not_offered() -> None:
    """It is a publication without servers, not a miss."""
    fact = published(answer("_imap", "0 0 0 ."))
    assert fact.servers == ()
    assert "_imap._tcp.customer.test SRV 0 0 0 ." in fact.raw


@pytest.mark.parametrize(
    "record", ["0 1 587 10.0.0.1", "0 1 0 m.x.test.", "0 1 70000 m.x.test.", "0 1 587 localhost."]
)
def test_unusable_targets_are_left_out(record: str) -> None:
    """Addresses, single labels and impossible ports."""
    assert published(answer("_submission", record)).servers == ()


def test_eighteen_hundred_records_end_at_sixteen() -> None:
    """A hostile zone costs no more."""
    many = tuple(f"0 1 587 h{n}.x.test." for n in range(1800))
    fact = published(answer("_submission", *many))
    assert len(fact.servers) == 16
    assert fact.raw.count("\n") == 15


def test_answers_for_other_names_do_not_count() -> None:
    """Another domain's records, or another service's."""
    others = (
        answer("_submission", "0 1 587 m.x.test.", domain="other.test"),
        answer("_sip", "0 1 5060 m.x.test."),
    )
    (fact,) = settings_from_srv(ADDRESS, others)
    assert isinstance(fact, NotObserved)
    assert fact.why == "not asked"


def test_why_nothing_was_seen_is_kept() -> None:
    """No such name and no answer at all are not the same."""
    answers = (answer("_imap", status="nxdomain"), answer("_imaps", status="timeout"))
    (fact,) = settings_from_srv(ADDRESS, answers)
    assert isinstance(fact, NotObserved)
    assert fact.why == "nxdomain, timeout"
