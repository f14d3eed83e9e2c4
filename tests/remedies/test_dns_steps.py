"""DNS records to correct."""

from __future__ import annotations

from mailmend.change import DnsRecord
from mailmend.remedies.dns_steps import dns_steps
from tests.remedies.build import HOST, situation, text


def test_dns_shows_the_record_as_a_zone_line() -> None:
    """The wanted record can be pasted into the zone."""
    record = DnsRecord(HOST, "A", now=("192.0.2.1",), should_be=("192.0.2.25",))

    said = text(dns_steps, situation(record))

    assert f"{HOST}. 3600 IN A 192.0.2.25" in said
    assert "now 192.0.2.1" in said
    assert f"dig +short A {HOST}" in said


def test_dns_names_in_data_end_with_a_dot() -> None:
    """An MX without the closing dot would point inside the zone."""
    record = DnsRecord("customer.test", "MX", should_be=("10 mx.hosting.test",))

    assert "IN MX 10 mx.hosting.test." in text(dns_steps, situation(record))


def test_dns_without_a_known_value_says_what_to_look_for() -> None:
    """Where only the fault is known, no value is made up."""
    said = text(dns_steps, situation(DnsRecord(HOST, "A", now=("104.16.0.1",))))

    assert "3600 IN" not in said
    assert "DNS only" in said
