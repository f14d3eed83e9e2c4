"""A network that lets no mail out."""

import pytest

from mailmend.case import Outgoing
from mailmend.causes.submission_ports_blocked_by_network import judge
from mailmend.change import NetworkAction
from mailmend.facts import TcpOutcome
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, NOTHING, phone, seen, tcp
from tests.causes.build_server import OTHER_HOST, OTHER_IP, READING, SENDING, all_ports

MINE = (*all_ports("timeout", *SENDING), tcp(port=993))
SECOND = Outgoing(enabled=True, host="smtp.other.test", port=587, security="starttls")
THEIRS = (
    *all_ports("timeout", 465, 587, host="smtp.other.test", address="192.0.2.77"),
    tcp("smtp.other.test", 993, "open", "192.0.2.77"),
)


def test_proven_by_two_unrelated_servers() -> None:
    """Two providers, both for sending, both reachable for reading only."""
    told = phone(other=(SECOND,))
    verdict = judge.judge(told, seen(told, *MINE, *THEIRS))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (NetworkAction("use-other-network", "mail.hosting.test", 587),)


def test_possible_by_one_server() -> None:
    """Its own firewall, or a ban, would look the same."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, *MINE)), Possible)


def test_a_stranger_s_silent_port_is_no_second_server() -> None:
    """A host that nobody names for sending need not take mail on 587."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, *MINE, *THEIRS)), Possible)


def test_likely_where_an_exchanger_is_silent_on_every_mail_port() -> None:
    """The recipient's server must take mail on port 25 from everywhere; from here it does not."""
    told = phone()
    silent = all_ports("timeout", *SENDING, host=OTHER_HOST, address=OTHER_IP)
    assert isinstance(judge.judge(told, seen(told, *MINE, *silent)), Likely)
    assert isinstance(judge.judge(told, seen(told, *MINE, *silent[1:])), Possible)


@pytest.mark.parametrize("answer", ["open", "refused"])
def test_ruled_out_by_another_server_s_answer(answer: TcpOutcome) -> None:
    """587 of somebody else answers from here, be it with a refusal."""
    told = phone()
    other = tcp("smtp.other.test", 587, answer, "192.0.2.77")
    assert isinstance(judge.judge(told, seen(told, *MINE, other)), RuledOut)


def test_ruled_out_by_port_25_of_the_same_server() -> None:
    """Who blocks mail blocks port 25 first."""
    told = phone()
    facts = seen(told, *all_ports("timeout", 465, 587), tcp(port=25), tcp(port=993))
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_unknown_where_the_whole_host_is_silent() -> None:
    """Reading fails as well: not a matter of ports."""
    told = phone()
    facts = seen(told, *all_ports("timeout", *SENDING, *READING))
    assert isinstance(judge.judge(told, facts), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
