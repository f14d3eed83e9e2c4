"""The mail exchanger does not know its own domain."""

from dataclasses import replace

import pytest

from mailmend.causes.domain_not_local_on_server import judge
from mailmend.change import ServerAction
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import ADDRESS, CASE, GOOD, NOTHING, certificate, dns, phone, seen, session
from tests.causes.build_server import OTHER_HOST, OTHER_IP, mx, port_25

HERE = mx("customer.test", "mail.hosting.test")
AWAY = (mx("customer.test", OTHER_HOST), dns(OTHER_HOST, OTHER_IP))


@pytest.mark.parametrize(
    "answer",
    [
        f"454 4.7.1 <{ADDRESS}>: Relay access denied",
        f"554 5.7.1 <{ADDRESS}>: Relay access denied",
        "550 relay not permitted",
    ],
)
def test_proven_by_a_relay_refusal_of_the_own_domain_on_its_mx(answer: str) -> None:
    """The MX record names a server that takes the domain for a stranger's."""
    told = phone()
    verdict = judge.judge(told, seen(told, port_25(own=answer), HERE))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (
        ServerAction("make-domain-local", "mail.hosting.test", 25, "customer.test"),
    )


def test_only_possible_at_a_server_with_another_s_certificate() -> None:
    """The MX record's name may lead to a stranger, who rightly refuses."""
    told = phone()
    talk = replace(
        port_25(own=f"554 5.7.1 <{ADDRESS}>: Relay access denied"),
        tls=session(leaf=certificate("mx.elsewhere.test", name_matches=False)),
    )
    assert isinstance(judge.judge(told, seen(told, talk, HERE)), Possible)


def test_not_by_a_server_that_the_mx_does_not_name() -> None:
    """A server of others rightly refuses the domain."""
    told = phone()
    talk = port_25(own=f"554 5.7.1 <{ADDRESS}>: Relay access denied")
    assert isinstance(judge.judge(told, seen(told, talk, *AWAY)), Unknown)


@pytest.mark.parametrize(
    "answer",
    [
        f"550 5.1.1 <{ADDRESS}>: Recipient address rejected: User unknown in virtual mailbox table",
        f"554 5.7.1 <{ADDRESS}>: Recipient address rejected: Access denied",
        f"450 4.2.0 <{ADDRESS}>: Recipient address rejected: Greylisted",
    ],
)
def test_not_by_another_refusal(answer: str) -> None:
    """Unknown mailboxes, customers' ports and greylisting do not speak of relaying."""
    told = phone()
    assert not isinstance(judge.judge(told, seen(told, port_25(own=answer), HERE)), Proven)


def test_not_by_a_submission_port() -> None:
    """Ports for customers refuse strangers whatever the recipient is."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD, HERE)), Unknown)


def test_ruled_out_where_the_mx_takes_the_own_address() -> None:
    """The domain is known."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, port_25(), HERE)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
