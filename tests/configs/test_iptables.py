"""What iptables does with a new connection."""

from __future__ import annotations

import pytest

from mailmend.configs.iptables import decide
from mailmend.configs.packets import Filtered, Packet

PACKET = Packet(587, "ipv4", "203.0.113.9")


def saved(*rules: str, policy: str = "ACCEPT") -> str:
    """The text of iptables-save with these rules."""
    chains = f":INPUT {policy} [0:0]\n:FORWARD DROP [0:0]\n:f2b - [0:0]\n"
    return f"*nat\n:INPUT DROP [0:0]\n*filter\n{chains}" + "".join(f"{x}\n" for x in rules)


DROP = "-A INPUT -p tcp -m multiport --dports 465,587 -j DROP"


def test_no_rules_let_everything_through() -> None:
    """An empty text, and a policy that accepts."""
    assert decide("", PACKET) == Filtered(True, "")
    assert decide(saved(), PACKET) == Filtered(True, "chain INPUT: policy ACCEPT")


def test_a_dropped_port_is_named_with_its_rule() -> None:
    """Other ports pass."""
    found = decide(saved(DROP), PACKET)
    assert found == Filtered(False, f"chain INPUT: {DROP.removeprefix('-A INPUT ')}")
    assert decide(saved(DROP), Packet(25, "ipv4")) == Filtered(True, "chain INPUT: policy ACCEPT")


def test_a_policy_of_drop_needs_a_rule_that_accepts() -> None:
    """Loopback and known connections do not stand in for it."""
    usual = ("-A INPUT -i lo -j ACCEPT", "-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT")
    opened = "-A INPUT -p tcp -m tcp --dport 580:590 -j ACCEPT"
    assert decide(saved(*usual, policy="DROP"), PACKET) == Filtered(
        False, "chain INPUT: policy DROP"
    )
    found = decide(saved(*usual, opened, policy="DROP"), PACKET)
    assert found is not None
    assert found.accepted


def test_a_ban_is_about_the_client() -> None:
    """In a chain of its own, as fail2ban makes it."""
    rules = ("-A INPUT -p tcp -j f2b", "-A f2b -s 203.0.113.9/32 -j REJECT", "-A f2b -j RETURN")
    found = decide(saved(*rules), PACKET)
    assert found is not None
    assert (found.accepted, found.about_client) == (False, True)
    assert decide(saved(*rules), Packet(587, "ipv4", "192.0.2.1")) == Filtered(
        True, "chain INPUT: policy ACCEPT"
    )


@pytest.mark.parametrize(
    "rule",
    [
        "-A INPUT -m set --match-set bad src -j DROP",
        "-A INPUT -i eth0 -j DROP",
        "-A INPUT -d 198.51.100.10/32 -j DROP",
        "-A INPUT -m geoip --source-country XX -j DROP",
    ],
)
def test_what_is_not_understood_leaves_it_open(rule: str) -> None:
    """Neither dropped nor accepted."""
    assert decide(saved(rule), PACKET) is None


def test_a_negated_source_is_turned_round() -> None:
    """Everybody but the office."""
    rule = "-A INPUT ! -s 192.0.2.0/24 -p tcp --dport 587 -j DROP"
    found = decide(saved(rule), PACKET)
    assert found is not None
    assert not found.accepted
    office = decide(saved(rule), Packet(587, "ipv4", "192.0.2.9"))
    assert office == Filtered(True, "chain INPUT: policy ACCEPT")


@pytest.mark.parametrize(
    "test",
    [
        "-m limit --limit 3/min --limit-burst 10",
        "-m hashlimit --hashlimit-upto 9/min --hashlimit-mode srcip --hashlimit-name x",
        "-m addrtype --dst-type LOCAL",
        "-m tcp --tcp-flags FIN,SYN,RST,ACK SYN",
        "--syn",
        "-i eth+",
        "-d 198.51.100.10/32",
        "! -i lo",
        "-m recent --set --name SMTP --mask 255.255.255.255 --rsource",
        "-m mark ! --mark 0x8000/0x8000",
        "-m set --match-set friends src",
    ],
)
def test_an_ordinary_connection_to_the_server_fits(test: str) -> None:
    """So that the rule decides."""
    packet = Packet(
        587, "ipv4", "203.0.113.9", "eth0", "198.51.100.10", {"friends": ("203.0.113.0/24",)}
    )
    found = decide(saved(f"-A INPUT -p tcp {test} -j DROP"), packet)
    assert found is not None
    assert not found.accepted


@pytest.mark.parametrize(
    "test",
    [
        "-m recent --update --seconds 30 --hitcount 6 --name SMTP --rsource",
        "-m connlimit --connlimit-above 20",
        "-m hashlimit --hashlimit-above 9/min --hashlimit-name x",
        "-m conntrack --ctstatus DNAT",
        "-m addrtype --dst-type BROADCAST",
        "-m tcp --tcp-flags FIN,SYN FIN,SYN",
        "-m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN",
        "-m mark --mark 0x8000/0x8000",
        "-d 224.0.0.251/32",
        "-i wg0",
        "-m set --match-set foes src",
    ],
)
def test_what_an_ordinary_connection_is_not(test: str) -> None:
    """Such a rule is passed by."""
    packet = Packet(587, "ipv4", "203.0.113.9", "eth0", "198.51.100.10", {"foes": ("192.0.2.1",)})
    assert decide(saved(f"-A INPUT -p tcp {test} -j DROP"), packet) == Filtered(
        True, "chain INPUT: policy ACCEPT"
    )


def test_a_rule_that_cannot_be_told_matters_only_where_it_would_decide_otherwise() -> None:
    """Accepted either way."""
    unsure = "-A INPUT -i eth0 -p tcp -j ACCEPT"
    assert decide(saved(unsure), PACKET) == Filtered(True, "chain INPUT: policy ACCEPT")
    assert decide(saved(unsure, policy="DROP"), PACKET) is None
    assert decide(saved("-A INPUT -i eth0 -j f2b"), PACKET) is not None
    assert decide(saved("-A INPUT -i eth0 -j f2b", "-A f2b -j DROP"), PACKET) is None


def test_a_goto_does_not_come_back() -> None:
    """The rules after it are not met."""
    rules = ("-A INPUT -p tcp -g f2b", "-A INPUT -j DROP")
    assert decide(saved(*rules), PACKET) == Filtered(True, "chain INPUT: policy ACCEPT")
