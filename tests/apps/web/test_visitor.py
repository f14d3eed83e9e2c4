"""Who is asking: cookie, token, address."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from mailmend.apps.web.config import WebConfig, networks
from mailmend.apps.web.visitor import (
    Forged,
    Visitor,
    check_form,
    client_address,
    networks_of,
    remember,
    visitor_of,
)

PROXY = networks(("10.0.0.0/8", "fd00::/8"), "--proxy")
HTTPS = WebConfig("sqlite:///x", Path(), public_url="https://mail.example.org")


def _request(peer: str, *forwarded: str, cookie: str = "") -> Request:
    headers = [(b"x-forwarded-for", one.encode()) for one in forwarded]
    headers += [(b"cookie", cookie.encode())] if cookie else []
    return Request({"type": "http", "client": (peer, 1), "headers": headers})


@pytest.mark.parametrize(
    ("peer", "forwarded", "seen"),
    [
        ("198.51.100.7", ("203.0.113.9",), "198.51.100.7"),  # nobody we know says so
        ("10.0.0.1", ("203.0.113.9",), "203.0.113.9"),
        ("10.0.0.1", ("1.2.3.4, 203.0.113.9",), "203.0.113.9"),  # the first was the visitor's own
        ("10.0.0.1", ("1.2.3.4", "203.0.113.9"), "203.0.113.9"),
        ("10.0.0.1", ("203.0.113.9, 10.0.0.2",), "203.0.113.9"),
        ("10.0.0.1", ("nonsense",), "10.0.0.1"),
        ("10.0.0.1", ("203.0.113.9, nonsense",), "10.0.0.1"),
        ("10.0.0.1", (), "10.0.0.1"),
        ("fd00::1", ("2001:db8::9",), "2001:db8::9"),
    ],
)
def test_only_configured_proxies_say_who_asks(
    peer: str, forwarded: tuple[str, ...], seen: str
) -> None:
    """What a visitor writes into the header itself is not believed."""
    assert client_address(_request(peer, *forwarded), PROXY) == seen


def test_ipv6_is_counted_by_its_networks() -> None:
    """Another address of the same /64 or /48 is the same visitor."""
    assert networks_of("2001:db8:1:2::1") == ("2001:db8:1:2::/64", "2001:db8:1::/48")
    assert networks_of("2001:db8:1:2:ffff::9") == networks_of("2001:db8:1:2::1")
    assert networks_of("2001:db8:1:3::1")[1] == networks_of("2001:db8:1:2::1")[1]
    assert networks_of("192.0.2.1") == ("192.0.2.1",)
    assert networks_of("::ffff:192.0.2.1") == ("192.0.2.1",)
    assert networks_of("nonsense") == ("unknown",)


def test_over_https_the_cookie_is_bound_to_the_host() -> None:
    """The prefix makes browsers insist on Secure, Path=/ and no Domain."""
    response = Response()
    remember(response, Visitor("t" * 22), HTTPS)
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("__Host-mailmend=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize("value", ["", "short", "x" * 23, "a" * 21 + "!", "é" * 22])
def test_a_cookie_of_another_shape_is_no_cookie(value: str) -> None:
    """A made-up token is replaced, not taken over."""
    found = visitor_of(_request("192.0.2.1", cookie=f"__Host-mailmend={value}"), HTTPS)
    assert found.fresh
    assert found.token != value


def test_a_form_needs_the_token_of_its_visitor() -> None:
    """Without a cookie no token is right."""
    visitor = Visitor("v" * 22)
    check_form(visitor, visitor.csrf)
    for wrong in ("", Visitor("w" * 22).csrf, visitor.csrf[:-1]):
        with pytest.raises(Forged):
            check_form(visitor, wrong)
    with pytest.raises(Forged):
        check_form(Visitor("v" * 22, fresh=True), visitor.csrf)
