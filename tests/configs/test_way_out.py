"""The next server, in the ways in which mail servers name it."""

from __future__ import annotations

import pytest

from mailmend.configs.way_out import (
    NextHop,
    exim_next_hop,
    opensmtpd_next_hop,
    postfix_next_hop,
)


@pytest.mark.parametrize(
    ("text", "hop"),
    [
        (
            "[smtp.Relay.example]:587",
            NextHop("smtp.relay.example", 587, "[smtp.Relay.example]:587"),
        ),
        ("[192.0.2.1]:submission", NextHop("192.0.2.1", 587, "[192.0.2.1]:submission")),
        ("[2001:db8::1]:25", NextHop("2001:db8::1", 25, "[2001:db8::1]:25")),
        ("relay.example", NextHop("relay.example", None, "relay.example", exact=False)),
        ("smtp:[relay.example]", NextHop("relay.example", None, "[relay.example]")),
        ("", None),
        ("error:5.7.1 no relay", None),
        ("local:", None),
    ],
)
def test_postfix_names_a_host_or_a_domain(text: str, hop: NextHop | None) -> None:
    """Square brackets stand for the host itself (transport(5))."""
    assert postfix_next_hop(text) == hop


@pytest.mark.parametrize(
    ("route", "host", "port"),
    [
        ("* smtp.relay.example byname", "smtp.relay.example", None),
        ("* smtp.relay.example::587 byname", "smtp.relay.example", 587),
        ("! +local_domains smtp.relay.example : other.example", "smtp.relay.example", None),
        ('"* smtp.relay.example"', "smtp.relay.example", None),
        ("customer.test mail.inside.test", "", None),
        ("* $h", "", None),
        ("", "", None),
    ],
)
def test_exim_routes_everything_to_a_smarthost(route: str, host: str, port: int | None) -> None:
    """A route of one domain, or one that is worked out, is none."""
    found = exim_next_hop(route)
    assert (found.host if found else "", found.port if found else None) == (host, port)


@pytest.mark.parametrize(
    ("url", "host", "port", "label"),
    [
        ("smtp+tls://relay@smtp.relay.example:587", "smtp.relay.example", 587, "relay"),
        ('"smtps://smtp.relay.example"', "smtp.relay.example", 465, ""),
        ("smtp.relay.example", "smtp.relay.example", None, ""),
    ],
)
def test_opensmtpd_names_host_and_label(url: str, host: str, port: int | None, label: str) -> None:
    """The label is where the login is filed, and no user name."""
    found = opensmtpd_next_hop(url)
    assert found is not None
    assert (found[0].host, found[0].port, found[1]) == (host, port, label)


def test_anything_else_is_no_way_out() -> None:
    """A table or an expression."""
    assert opensmtpd_next_hop("<hosts>") is None
    assert opensmtpd_next_hop("smtp://${x}") is None
