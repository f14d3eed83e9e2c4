"""The keys of lookups, in the order of access(5)."""

from __future__ import annotations

from mailmend.configs.postfix_asking import Envelope
from mailmend.configs.postfix_tables import Manner, access_keys, mail_keys, owners_keys

GIVEN = Envelope("203.0.113.9", "h.example", "a+x@Sub.Example.org", "login", "b@example.net")
PLUS, DOTS = Manner("+"), Manner("", parents=False)


def test_addresses_with_and_without_their_extension() -> None:
    """Address, domains, local part."""
    assert access_keys("check_sender_access", "hash:/x", GIVEN, PLUS) == (
        "a+x@Sub.Example.org",
        "a@Sub.Example.org",
        "sub.example.org",
        "example.org",
        "org",
        "a+x@",
        "a@",
    )
    assert owners_keys("a+x@b.c", "hash:/x", PLUS) == ("a+x@b.c", "a@b.c", "@b.c")
    assert owners_keys("a+x@b.c", "hash:/x", Manner()) == ("a+x@b.c", "@b.c")


def test_a_mark_at_the_head_of_a_name_is_no_extension() -> None:
    """Nor does an address without one have two spellings."""
    assert mail_keys("+a@b.c", PLUS, whole=False)[:2] == ("+a@b.c", "b.c")


def test_parents_of_a_domain_may_need_a_dot_before_them() -> None:
    """parent_domain_matches_subdomains without smtpd_access_maps."""
    assert access_keys("check_helo_access", "hash:/x", GIVEN, DOTS) == ("h.example", ".example")


def test_patterns_are_asked_with_the_whole_subject() -> None:
    """regexp, pcre and cidr tables."""
    for kind in ("regexp", "pcre", "proxy:pcre"):
        assert access_keys("check_sender_access", f"{kind}:/x", GIVEN, PLUS) == (GIVEN.sender,)
    assert access_keys("check_client_access", "cidr:/x", GIVEN, PLUS, "n.example") == (
        "203.0.113.9",
    )


def test_networks_of_a_client_come_after_its_name() -> None:
    """By whole parts of the address."""
    keys = access_keys("check_client_access", "hash:/x", GIVEN, PLUS, "n.example")
    assert keys == ("n.example", "example", "203.0.113.9", "203.0.113", "203.0", "203")


def test_what_is_not_known_has_no_key() -> None:
    """Nor have rules that look at something else."""
    nobody = Envelope("", "", "", "", "")
    for rule in ("check_client_access", "check_helo_access", "check_sender_access"):
        assert access_keys(rule, "hash:/x", nobody, PLUS) == ()
    assert access_keys("check_sender_mx_access", "hash:/x", GIVEN, PLUS) == ()
