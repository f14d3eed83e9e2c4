"""One address shut out."""

import pytest

from mailmend.causes.client_ip_banned import judge
from mailmend.change import ServerAction
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NOTHING, dialogue, dns, phone, seen, tcp
from tests.causes.build_server import (
    IP6,
    OTHER_HOST,
    OTHER_IP,
    READING,
    SENDING,
    all_ports,
    authority,
    both,
    refused_after_login,
)

CONTROL = tcp(OTHER_HOST, 25, "open", OTHER_IP)
ALL_SILENT = both("timeout", *SENDING, *READING)


@pytest.mark.parametrize(
    "greeting",
    [
        "554 5.7.1 Your IP 203.0.113.9 has been banned: too many failed logins",
        "421 4.7.0 203.0.113.9 banned for brute force",
    ],
)
def test_proven_by_the_server_s_words(greeting: str) -> None:
    """It says so before anything else."""
    told = phone()
    verdict = judge.judge(told, seen(told, dialogue(greeting=greeting)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (ServerAction("unban-address", "mail.hosting.test"),)


def test_likely_where_the_whole_host_falls_silent() -> None:
    """All of a sudden every port is silent, while another server answers."""
    told = phone(onset="sudden")
    assert isinstance(judge.judge(told, seen(told, *ALL_SILENT, CONTROL)), Likely)


def test_possible_without_a_sudden_onset_or_a_control() -> None:
    """A dead host or a dead line would look the same."""
    told = phone(onset="after-migration")
    assert isinstance(judge.judge(told, seen(told, *ALL_SILENT, CONTROL)), Possible)
    told = phone(onset="sudden")
    assert isinstance(judge.judge(told, seen(told, *ALL_SILENT)), Possible)


def test_only_possible_for_a_single_silent_address() -> None:
    """It may lead nowhere, or to the web only; the web ports tell."""
    told = phone(onset="sudden")
    silent = all_ports("timeout", *SENDING, *READING)
    assert isinstance(judge.judge(told, seen(told, *silent, CONTROL)), Possible)
    web = all_ports("timeout", 80, 443)
    assert isinstance(judge.judge(told, seen(told, *silent, *web, CONTROL)), Likely)
    serving = tcp(port=443)
    assert isinstance(judge.judge(told, seen(told, *silent, serving, CONTROL)), Possible)


def test_possible_where_the_name_leads_astray() -> None:
    """The silent address is an old one."""
    told = phone(onset="sudden")
    names = (dns("mail.hosting.test", "192.0.2.25"), authority("mail.hosting.test", "192.0.2.99"))
    assert isinstance(judge.judge(told, seen(told, *ALL_SILENT, CONTROL, *names)), Possible)


@pytest.mark.parametrize("outcome", ["refused", "timeout"])
def test_likely_where_one_family_alone_is_shut_out(outcome: str) -> None:
    """Sending is shut over IPv4, open over IPv6, and IPv4 reaches the host for reading."""
    told = phone()
    shut = all_ports("refused" if outcome == "refused" else "timeout", *SENDING)
    six = all_ports("open", 465, 587, address=IP6)
    facts = seen(told, *shut, *six, tcp(port=993), CONTROL)
    assert isinstance(judge.judge(told, facts), Likely)


def test_only_possible_where_sending_alone_is_shut() -> None:
    """A firewall or a stopped service does that as well."""
    told = phone()
    facts = seen(told, *both("timeout", *SENDING), tcp(port=993), CONTROL)
    assert isinstance(judge.judge(told, facts), Possible)


def test_not_by_a_blocklist() -> None:
    """A list kept by others is no ban of the server's own."""
    told = phone()
    listed = dialogue(greeting="554 5.7.1 Client host [203.0.113.9] blocked using zen.spamhaus.org")
    assert not isinstance(judge.judge(told, seen(told, listed)), Proven | Likely)


def test_only_possible_where_no_reason_is_given() -> None:
    """The server refuses the address at its door: a rule, a ban or a list of its own."""
    told = phone()
    refusal = "554 5.7.1 <unknown[203.0.113.9]>: Client host rejected: not welcome"
    verdict = judge.judge(told, seen(told, dialogue(greeting=refusal)))
    assert isinstance(verdict, Possible)
    nameless = "554 5.7.1 Client host rejected: cannot find your hostname, [203.0.113.9]"
    assert not isinstance(judge.judge(told, seen(told, dialogue(greeting=nameless))), Possible)


def test_ruled_out_by_a_greeting() -> None:
    """The port for sending is open to this address."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD, tcp())), RuledOut)


def test_unknown_where_port_25_is_open() -> None:
    """A ban would not leave it out."""
    told = phone()
    facts = seen(told, *both("timeout", 465, 587), tcp(port=25), tcp(port=993))
    assert isinstance(judge.judge(told, facts), Unknown)


def test_proven_by_a_list_of_the_server_s_own() -> None:
    """Nobody else's list: the server itself says that it has put the address on one."""
    told = phone()
    listed = dialogue(greeting="550 Your host is blacklisted here, see the postmaster")
    assert isinstance(judge.judge(told, seen(told, listed)), Proven)
    foreign = dialogue(greeting="554 5.7.1 Your host is blacklisted by zen.spamhaus.org")
    assert not isinstance(judge.judge(told, seen(told, foreign)), Proven)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)


def test_an_address_that_is_refused_after_a_login_may_be_banned() -> None:
    """Without a word on why; where a blocklist is named it is that."""
    told = phone()
    unsaid = refused_after_login("554 5.7.1 <unknown[203.0.113.9]>: Client host rejected: no")
    assert isinstance(judge.judge(told, seen(told, unsaid)), Possible)
    listed = refused_after_login("554 5.7.1 Client host [203.0.113.9] blocked using bl.test")
    assert not isinstance(judge.judge(told, seen(told, listed)), Possible | Likely | Proven)
