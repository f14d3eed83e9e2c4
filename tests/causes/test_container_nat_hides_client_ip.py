"""All clients under one address."""

from mailmend.causes.container_nat_hides_client_ip import judge
from mailmend.verdict import Possible, Unknown
from tests.causes.build import CASE, GOOD, NOTHING, dialogue, phone, seen, step


def test_possible_where_the_server_names_a_private_address() -> None:
    """Reached at a public address, it sees a bridge."""
    told = phone()
    talk = dialogue(step("ehlo", "250 mail.hosting.test Hello smtpclient.apple [172.18.0.1]"))
    assert isinstance(judge.judge(told, seen(told, talk)), Possible)


def test_not_inside_the_server_s_own_network() -> None:
    """There a private address is right."""
    told = phone()
    hello = step("ehlo", "250 mail.hosting.test Hello smtpclient.apple [172.18.0.1]")
    talk = dialogue(hello, address="172.18.0.9")
    assert isinstance(judge.judge(told, seen(told, talk)), Unknown)


def test_not_by_a_public_address() -> None:
    """The client's own."""
    told = phone()
    talk = dialogue(step("ehlo", "250 mail.hosting.test Hello smtpclient.apple [203.0.113.9]"))
    assert isinstance(judge.judge(told, seen(told, talk)), Unknown)
    assert isinstance(judge.judge(told, seen(told, GOOD)), Unknown)


def test_possible_where_a_limit_counts_a_private_address() -> None:
    """Everybody shares the gateway's connections."""
    told = phone()
    full = dialogue(step("greeting", "421 4.7.0 mail Error: too many connections from 172.18.0.1"))
    assert isinstance(judge.judge(told, seen(told, full)), Possible)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
