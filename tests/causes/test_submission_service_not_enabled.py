"""No service on the ports for handing mail in."""

from dataclasses import replace

from mailmend.causes.submission_service_not_enabled import judge
from mailmend.change import ServerAction
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import (
    CASE,
    GOOD,
    NAMES,
    NOTHING,
    certificate,
    conversation,
    phone,
    seen,
    session,
    tcp,
)
from tests.causes.build_server import READING, all_ports, both, port_25


def test_likely_by_refusals_beside_a_greeting() -> None:
    """587 and 465 refuse, 25 greets, mail can be read; a firewall could refuse in its place."""
    told = phone()
    facts = seen(told, *both("refused", 465, 587), tcp(port=25), port_25(), tcp(port=993))
    verdict = judge.judge(told, facts)
    assert isinstance(verdict, Likely)
    assert verdict.changes == (ServerAction("enable-submission", "mail.hosting.test"),)


def test_possible_where_reading_is_refused_too() -> None:
    """A ban for failed IMAP logins refuses 587 and 465 with it, and leaves 25."""
    told = phone()
    refused = all_ports("refused", 465, 587, *READING)
    facts = seen(told, *refused, tcp(port=25), port_25())
    assert isinstance(judge.judge(told, facts), Possible)


def test_ruled_out_by_one_submission_port() -> None:
    """465 answers: there is a service."""
    told = phone()
    facts = seen(told, tcp(port=587, outcome="refused"), tcp(port=465), port_25())
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_not_by_silence() -> None:
    """A firewall drops; nothing is said about the service."""
    told = phone()
    facts = seen(told, *both("timeout", 465, 587), tcp(port=25), port_25())
    assert isinstance(judge.judge(told, facts), Unknown)


def test_not_where_port_25_refuses_too() -> None:
    """Then nothing runs at all."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, *both("refused", 25, 465, 587))), Unknown)


def test_ruled_out_for_a_mere_mail_exchanger() -> None:
    """The device is set to an MX host; the mailbox's own server takes the mail."""
    told = phone(host="mx.customer.test")
    refused = all_ports("refused", 465, 587, host="mx.customer.test", address="192.0.2.9")
    exchanger = port_25(host="mx.customer.test", address="192.0.2.9")
    assert isinstance(judge.judge(told, seen(told, *refused, exchanger, GOOD)), RuledOut)


def test_possible_where_somebody_elses_server_answers() -> None:
    """The name leads to a foreign mail exchanger: its ports say nothing of the right server."""
    told = phone()
    stranger = replace(
        port_25(own="554 5.7.1 <alice@customer.test>: Relay access denied"),
        tls=session(leaf=certificate("mx.elsewhere.test", name_matches=False)),
    )
    facts = seen(told, *both("refused", 465, 587), tcp(port=25), stranger, tcp(port=993))
    assert isinstance(judge.judge(told, facts), Possible)


def test_ruled_out_where_a_further_port_takes_mail() -> None:
    """The provider serves 2525 and nothing else: the device has the wrong port."""
    told = phone()
    facts = seen(told, *both("refused", 465, 587), port_25(), conversation(port=2525), NAMES)
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
