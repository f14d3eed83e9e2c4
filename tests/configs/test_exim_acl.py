"""What Exim's ACLs come to for a client that is logged in."""

from __future__ import annotations

import pytest

from mailmend.configs.exim import parse_exim
from mailmend.configs.exim_acl import AclEnd, Caller, domains_hold, hosts_hold, kind_of, walk

ALICE = Caller("203.0.113.9", "alice@here.example", "alice", "bob@elsewhere.example", 587)
HEAD = """primary_hostname = mail.here.example
domainlist local_domains = @ : here.example : *.sub.example
domainlist relay_to_domains =
hostlist relay_from_hosts = <; 127.0.0.1 ; 203.0.113.0/24
acl_smtp_rcpt = check
begin acl
check:
"""
TAIL = "\nbegin authenticators\nplain:\n"


def ends(acl: str, caller: Caller = ALICE) -> AclEnd:
    """How this RCPT ACL ends."""
    return walk(parse_exim(HEAD + acl + TAIL), caller)


STOCK = """accept hosts = :
deny local_parts = ^[.] : ^.*[@%!/|]
domains = +local_domains
accept authenticated = *
require message = relay not permitted
domains = +local_domains : +relay_to_domains
accept
"""


def test_the_stock_acl_lets_the_logged_in_pass_and_nobody_else() -> None:
    """And a stranger to the own domain."""
    assert ends(STOCK).outcome == "permit"
    stranger = Caller("192.0.2.1", "x@y.example", "", "bob@elsewhere.example", 25)
    refused = ends(STOCK, stranger)
    assert (refused.outcome, kind_of(refused.statement)) == ("reject", "relay")
    inward = Caller("192.0.2.1", "x@y.example", "", "alice@here.example", 25)
    assert ends(STOCK, inward).outcome == "permit"


def test_without_the_accept_it_refuses_as_relay() -> None:
    """The statement that decides is named."""
    end = ends(STOCK.replace("accept authenticated = *\n", ""))
    assert (end.outcome, kind_of(end.statement)) == ("reject", "relay")
    assert str(end.statement) == "require domains = +local_domains : +relay_to_domains"


def test_the_end_of_a_list_refuses() -> None:
    """Spec, chapter 44: an implicit deny."""
    end = ends("accept domains = +local_domains\n")
    assert (end.outcome, end.statement, kind_of(end.statement)) == ("reject", None, "relay")


@pytest.mark.parametrize(
    "condition", ["dnslists = zen.example", "verify = helo", "condition = ${if eq{a}{b}}"]
)
def test_a_condition_that_cannot_be_told_refuses_nobody(condition: str) -> None:
    """It is named as open, and what comes after is sure of nothing it might have accepted."""
    open_ = ends(f"deny {condition}\naccept authenticated = *\n")
    assert (open_.outcome, len(open_.undecided)) == ("permit", 1)
    later = ends(f"accept {condition}\ndeny\n")
    assert later.undecided == (f"check: accept {condition}",)
    sure = ends(f"deny {condition}\ndeny\n")
    assert sure.undecided == ()


def test_trusted_hosts_pass_by_their_list() -> None:
    """A named list with another mark between its members."""
    assert ends("accept hosts = +relay_from_hosts\ndeny\n").outcome == "permit"
    far = Caller("192.0.2.1", "", "alice", "bob@elsewhere.example", 587)
    assert ends("accept hosts = +relay_from_hosts\ndeny\n", far).outcome == "reject"


def test_a_list_that_ends_in_an_exception_holds_all_others() -> None:
    """As "every domain but ours" is written (spec 10.1); ours are not held."""
    exim = parse_exim("domainlist local_domains = here.example : *.sub.example\n")
    assert domains_hold(exim, "! +local_domains", "other.example") is True
    assert domains_hold(exim, "! +local_domains", "a.sub.example") is False
    assert domains_hold(exim, "other.example : ! +local_domains", "third.example") is True
    assert domains_hold(exim, "! +local_domains : other.example", "third.example") is False


def test_a_negated_condition_is_turned_round() -> None:
    """``!authenticated`` spares the logged-in."""
    assert ends("deny !authenticated = *\naccept\n").outcome == "permit"


def test_without_authenticators_nobody_is_logged_in() -> None:
    """The permit is never reached."""
    exim = parse_exim(HEAD + "accept authenticated = *\n")
    assert walk(exim, ALICE).outcome == "reject"


def test_domains_are_held_by_name_wildcard_and_list() -> None:
    """A lookup cannot be told."""
    exim = parse_exim(HEAD)
    assert domains_hold(exim, "+local_domains", "HERE.example") is True
    assert domains_hold(exim, "+local_domains", "a.sub.example") is True
    assert domains_hold(exim, "+local_domains", "mail.here.example") is True
    assert domains_hold(exim, "+local_domains", "other.example") is False
    assert domains_hold(exim, "lsearch;/etc/localdomains", "other.example") is None
    assert domains_hold(exim, "! here.example : *", "here.example") is False


HOSTS = {
    "*": True,
    "203.0.113.0/24": True,
    "10.0.0.0/8 : 127.0.0.1": False,
    "! 203.0.113.9 : *": False,
    "! 10.0.0.0/8 : 203.0.113.0/24": True,
    "! 10.0.0.0/8": True,
    "+near": True,
    "! +near : *": False,
    "": False,
    "lsearch;/x : 203.0.113.9": None,
}


@pytest.mark.parametrize("value", HOSTS)
def test_a_host_list_is_decided_by_its_first_item_that_fits(value: str) -> None:
    """A list that ends in an item with an exclamation mark holds all others."""
    exim = parse_exim("hostlist near = 203.0.113.0/25\n")
    assert hosts_hold(exim, value, "203.0.113.9") is HOSTS[value]


def test_hosts_whose_connections_are_rejected_get_no_further() -> None:
    """Before every list; others do."""
    exim = parse_exim("host_reject_connection = 203.0.113.0/24\n" + HEAD + STOCK + TAIL)
    assert walk(exim, ALICE).acl == "host_reject_connection"
    assert kind_of(walk(exim, ALICE).statement) == "client"
    other = Caller("192.0.2.1", ALICE.sender, ALICE.login, ALICE.recipient, 587)
    assert walk(exim, other).outcome == "permit"


def test_a_rule_for_all_but_some_hosts_is_about_relaying() -> None:
    """One about some hosts is about these."""
    assert kind_of(ends("deny ! hosts = +relay_from_hosts\n  domains = a.example").statement) == (
        "relay"
    )
    assert kind_of(ends("deny hosts = 203.0.113.9").statement) == "client"
