"""A network that lets no mail out."""

from mailmend.case import Outgoing
from mailmend.causes.submission_ports_blocked_by_network import judge
from mailmend.change import NetworkAction
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, NOTHING, phone, seen, tcp
from tests.causes.build_server import READING, SENDING, all_ports

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


def test_ruled_out_by_another_server_s_open_port() -> None:
    """587 of somebody else opens from here."""
    told = phone()
    other = tcp("smtp.other.test", 587, "open", "192.0.2.77")
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
