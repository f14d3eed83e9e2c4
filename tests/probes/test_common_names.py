"""Guesses where nothing is published."""

from __future__ import annotations

from mailmend.probes.common_names import common_servers


def test_the_usual_submission_hosts_in_order() -> None:
    """smtp, mail, the domain itself; implicit TLS before STARTTLS."""
    found = [(s.host, s.port, s.security) for s in common_servers("a@firm.test", (), ("smtp",))]
    assert found == [
        ("smtp.firm.test", 465, "tls"),
        ("smtp.firm.test", 587, "starttls"),
        ("mail.firm.test", 465, "tls"),
        ("mail.firm.test", 587, "starttls"),
        ("firm.test", 465, "tls"),
        ("firm.test", 587, "starttls"),
    ]


def test_an_exchanger_of_the_domain_is_a_candidate() -> None:
    """Small servers do everything under one name; a hoster's or a filter's exchanger is none."""
    hosts = {s.host for s in common_servers("a@firm.test", ("box.firm.test", "mx.hoster.test"))}
    assert "box.firm.test" in hosts
    assert "mx.hoster.test" not in hosts


def test_a_candidate_comes_once() -> None:
    """Although the exchanger has a usual name."""
    servers = common_servers("a@firm.test", ("mail.firm.test",))
    assert len(servers) == len(set(servers))


def test_no_guess_without_tls_and_none_at_a_public_suffix() -> None:
    """A guess must never lead to a password in clear, nor to strangers."""
    assert {s.security for s in common_servers("a@firm.test")} == {"tls", "starttls"}
    assert common_servers("a@co.uk") == ()
    assert common_servers("a@test") == ()
