"""Names from outside: which are host names, and where a domain's owner ends."""

from __future__ import annotations

import pytest
from publicsuffixlist import PublicSuffixList

from mailmend.wire.domain_names import _rules, host_name, registrable, same_owner, suffixes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mail.example.org", "mail.example.org"),
        (" Mail.Example.ORG. ", "mail.example.org"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("a-b.c1.example", "a-b.c1.example"),
    ],
)
def test_a_host_name_is_brought_to_one_form(text: str, name: str) -> None:
    """Case, surrounding blanks, the trailing dot and Unicode do not matter."""
    assert host_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "localhost",
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "mail.example.0x7f",
        "[::1]",
        "::1",
        "mail.example.org:25",
        "mail.example.org/path",
        "user@mail.example.org",
        "mail.example.org\r\nRCPT TO:<x@y>",
        "mail .example.org",
        "-oProxyCommand=x.example.org",
        "mail-.example.org",
        "mail..example.org",
        "ma\u202eil.example.org\u0000",
        "$(id).example.org",
        "a" * 64 + ".example.org",
        ".".join(["abcdefgh"] * 29),
        "ü" * 5000 + ".example",
    ],
)
def test_what_is_no_host_name_is_refused(text: str) -> None:
    """Addresses, control characters, shell syntax and too long names are not host names."""
    assert host_name(text) is None


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("mail.firm.co.uk", "firm.co.uk"),
        ("firm.co.uk", "firm.co.uk"),
        ("co.uk", None),
        ("github.io", None),
        ("me.github.io", "me.github.io"),
        ("customer.test", "customer.test"),
        ("test", None),
        ("Deep.Sub.Example.ORG.", "example.org"),
    ],
)
def test_the_registrable_domain_ends_below_the_public_suffix(name: str, domain: str | None) -> None:
    """At or above a public suffix there is no owner."""
    assert registrable(name) == domain


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("www.ck", "www.ck"),
        ("shop.ck", None),
        ("a.shop.ck", "a.shop.ck"),
        ("city.kawasaki.jp", "city.kawasaki.jp"),
        ("x.kawasaki.jp", None),
        ("firma.xn--p1ai", "firma.xn--p1ai"),
        ("xn--55qx5d.cn", None),
        ("", None),
    ],
)
def test_wildcards_exceptions_and_international_suffixes(name: str, domain: str | None) -> None:
    """The three odd kinds of rule in the list."""
    assert registrable(name) == domain


def test_the_rules_are_applied_as_the_reference_library_does() -> None:
    """Every suffix of the list, and one and two labels below it."""
    reference = PublicSuffixList()
    rules = [rule.lstrip("*!.") for rule in _rules()]
    for name in (f"{more}{rule}" for rule in rules for more in ("", "a.", "b.a.")):
        assert registrable(name) == reference.privatesuffix(name), name


def test_two_names_have_one_owner_only_within_a_registrable_domain() -> None:
    """Neighbours under a public suffix are strangers."""
    assert same_owner("autoconfig.firm.co.uk", "firm.co.uk")
    assert not same_owner("other.co.uk", "firm.co.uk")
    assert not same_owner("co.uk", "co.uk")
    assert not same_owner("firm.co.uk.evil.test", "firm.co.uk")


def test_suffixes_stop_at_two_labels() -> None:
    """The top-level domain alone is never looked up."""
    assert suffixes("a.b.example.org") == ("a.b.example.org", "b.example.org", "example.org")
    assert suffixes("org") == ()
