"""A firewall before the ports for sending."""

import pytest

from mailmend.causes.server_firewall_port_closed import judge
from mailmend.change import ServerAction
from mailmend.facts import TcpOutcome
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import CASE, NOTHING, phone, seen, tcp
from tests.causes.build_server import IP6, OTHER_HOST, OTHER_IP, READING, SENDING, all_ports, both

SILENT = both("timeout", 465, 587)
ALIVE = (*both("open", 25), tcp(port=993))
CONTROL = tcp("smtp.other.test", 587, "open", "192.0.2.77")


@pytest.mark.parametrize("answer", ["open", "refused"])
def test_likely_with_a_control(answer: TcpOutcome) -> None:
    """This network lets 587 through, for another server answers there; this one is silent."""
    told = phone()
    control = tcp("smtp.other.test", 587, answer, "192.0.2.77")
    verdict = judge.judge(told, seen(told, *SILENT, *ALIVE, control))
    assert isinstance(verdict, Likely)
    assert control in verdict.because
    assert isinstance(verdict.changes[0], ServerAction)
    assert verdict.changes[0].action == "open-port"


def test_likely_without_a_control() -> None:
    """25 and 993 of the same address answer; hardly a network blocks 587 and passes 25."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, *SILENT, *ALIVE)), Likely)


def test_possible_where_port_25_is_silent_too() -> None:
    """A ban of this address for mail ports, or this network, would look the same."""
    told = phone()
    facts = seen(told, *both("timeout", *SENDING), tcp(port=993), CONTROL)
    assert isinstance(judge.judge(told, facts), Possible)


def test_possible_where_everything_is_silent() -> None:
    """Then the whole host is out of reach from here."""
    told = phone()
    facts = seen(told, *both("timeout", *SENDING, *READING))
    assert isinstance(judge.judge(told, facts), Possible)


def test_ruled_out_by_one_open_port() -> None:
    """465 opens: there is a way in."""
    told = phone()
    facts = seen(told, tcp(port=587, outcome="timeout"), tcp(port=465), *ALIVE)
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_not_by_a_refusal() -> None:
    """Refused means that somebody answered for the server."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, *both("refused", 465, 587), *ALIVE)), Unknown)


def test_not_by_attempts_that_were_never_made() -> None:
    """Mailmend refused to dial: nothing was seen."""
    told = phone()
    facts = seen(told, *all_ports("not-allowed", *SENDING))
    assert isinstance(judge.judge(told, facts), Unknown)


def test_another_host_of_the_same_server_is_no_control() -> None:
    """The control must be another machine."""
    told = phone()
    for no_control in (
        tcp("alias.hosting.test", 587, "open"),
        tcp(OTHER_HOST, 25, "open", OTHER_IP),
        tcp(OTHER_HOST, 587, "timeout", OTHER_IP),
    ):
        verdict = judge.judge(told, seen(told, *SILENT, *ALIVE, no_control))
        assert isinstance(verdict, Likely)
        assert no_control not in verdict.because


def test_likely_where_one_port_is_shut_over_ipv4_alone() -> None:
    """587 is silent over IPv4 and open over IPv6, and 465 is open over both."""
    told = phone("The connection to the server “mail.hosting.test” on port 587 timed out.")
    six = tcp(port=587, address=IP6)
    shut = (tcp(port=587, outcome="timeout"), six, *both("open", 465))
    assert isinstance(judge.judge(told, seen(told, *shut)), Likely)
    assert isinstance(judge.judge(phone(), seen(phone(), *shut)), Possible)


def test_a_ban_over_ipv4_is_another_cause() -> None:
    """Every port for sending is silent over IPv4 alone."""
    told = phone("The connection to the server “mail.hosting.test” on port 587 timed out.")
    banned = (*all_ports("timeout", 25, 465, 587), *all_ports("open", 465, 587, address=IP6))
    assert isinstance(judge.judge(told, seen(told, *banned)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
