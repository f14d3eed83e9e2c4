"""No sending service at all."""

from mailmend.causes.smtp_service_down import judge
from mailmend.change import ServerAction
from mailmend.facts import Facts
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import CASE, D_RELAY, NOTHING, obstacle, phone, repair, seen, tcp
from tests.causes.build_server import IP6, READING, SENDING, all_ports, both


def test_likely_where_every_port_refuses() -> None:
    """IMAP answers, so the host is there; a firewall could refuse in the server's place."""
    told = phone()
    verdict = judge.judge(told, seen(told, *both("refused", *SENDING), tcp(port=993)))
    assert isinstance(verdict, Likely)
    assert verdict.changes == (ServerAction("start-mail-service", "mail.hosting.test"),)


def test_likely_over_one_family() -> None:
    """A host without IPv6."""
    told = phone()
    verdict = judge.judge(told, seen(told, *all_ports("refused", *SENDING), tcp(port=993)))
    assert isinstance(verdict, Likely)


def test_possible_over_one_family_after_wrong_passwords() -> None:
    """A ban of the one address, refusing in the server's place, would look the same."""
    told = phone(onset="after-password-change")
    verdict = judge.judge(told, seen(told, *all_ports("refused", *SENDING), tcp(port=993)))
    assert isinstance(verdict, Possible)


def test_possible_where_the_phone_had_an_answer() -> None:
    """The reported error is a server's reply: it was up, and this address may be banned."""
    told = phone(D_RELAY)
    verdict = judge.judge(told, seen(told, *both("refused", *SENDING), tcp(port=993)))
    assert isinstance(verdict, Possible)


def test_possible_where_nothing_else_answers() -> None:
    """The whole machine may be another one."""
    told = phone()
    verdict = judge.judge(told, seen(told, *both("refused", *SENDING, *READING)))
    assert isinstance(verdict, Possible)


def test_ruled_out_by_one_open_port() -> None:
    """Port 25 answers: the service runs."""
    told = phone()
    facts = seen(told, *all_ports("refused", 465, 587), tcp(port=25), tcp(port=993))
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_ruled_out_by_the_other_family() -> None:
    """Refused over IPv4 only: something else."""
    told = phone()
    six = all_ports("open", *SENDING, address=IP6)
    facts = seen(told, *all_ports("refused", *SENDING), *six, tcp(port=993))
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_not_by_silence() -> None:
    """Dropped packets are a firewall's."""
    told = phone()
    facts = seen(told, *both("timeout", *SENDING), tcp(port=993))
    assert isinstance(judge.judge(told, facts), Unknown)


def test_not_while_a_port_was_not_tried() -> None:
    """587 and 465 refuse, 25 is not known."""
    told = phone()
    facts = seen(told, *both("refused", 465, 587), tcp(port=993))
    assert isinstance(judge.judge(told, facts), Unknown)


def test_ruled_out_where_another_host_takes_the_mail() -> None:
    """The device's host need not send mail at all."""
    told = phone(host="www.customer.test")
    stop = obstacle("connect", "refused")
    moved = repair(("outgoing.host", "www.customer.test", "mail.hosting.test", stop))
    refused = all_ports("refused", *SENDING, host="www.customer.test")
    facts = Facts((*seen(told, *refused, tcp("www.customer.test", 993)), moved))
    assert isinstance(judge.judge(told, facts), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
