"""Packet filters as ufw, firewalld and CSF set them up: what is open, what is shut, for whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailmend.configs import iptables
from mailmend.configs.nftables import Nftables
from mailmend.configs.packets import Filtered, Packet

FIXTURES = Path(__file__).parents[1] / "fixtures" / "firewalls"
ANYBODY, BANNED, BY_IPV6 = "203.0.113.10", "203.0.113.66", "2001:db8:a::1"


def text(name: str) -> str:
    """One of the fixtures."""
    return (FIXTURES / name).read_text("utf-8")


def by_ufw(port: int, client: str) -> Filtered | None:
    """What the tables that ufw keeps come to."""
    packet = Packet(port, "ipv6" if ":" in client else "ipv4", client)
    return iptables.decide(text("ufw.ip6tables" if ":" in client else "ufw.iptables"), packet)


def by_firewalld(port: int, client: str) -> Filtered | None:
    """What firewalld's table comes to."""
    packet = Packet(port, "ipv6" if ":" in client else "ipv4", client)
    return Nftables(text("firewalld.nft.json")).decide(packet)


def by_csf(port: int, client: str) -> Filtered | None:
    """What CSF's chains come to."""
    return iptables.decide(text("csf.iptables"), Packet(port, "ipv4", client))


@pytest.mark.parametrize("decide", [by_ufw, by_firewalld, by_csf])
@pytest.mark.parametrize("client", [ANYBODY, ""])
def test_a_port_that_was_opened_is_open_and_another_is_not(decide: object, client: str) -> None:
    """For everybody, known or not."""
    assert callable(decide)
    told = {port: decide(port, client) for port in (25, 465, 993, 587)}
    assert {port: found and found.accepted for port, found in told.items()} == {
        25: True,
        465: True,
        993: True,
        587: False,
    }
    assert told[587] is not None
    assert not told[587].about_client


@pytest.mark.parametrize("decide", [by_ufw, by_firewalld])
def test_so_it_is_by_ipv6(decide: object) -> None:
    """The same rules in the other family."""
    assert callable(decide)
    assert decide(465, BY_IPV6).accepted
    assert not decide(587, BY_IPV6).accepted


@pytest.mark.parametrize("decide", [by_ufw, by_csf])
def test_a_banned_client_is_shut_out_of_what_is_open_to_others(decide: object) -> None:
    """ufw meets its rules in their order: what was opened before the ban stays open."""
    assert callable(decide)
    found = decide(587, BANNED)
    assert found is not None
    assert not found.accepted
    if decide is by_csf:
        assert (decide(465, BANNED).accepted, decide(465, BANNED).about_client) == (False, True)
    else:
        assert decide(465, BANNED).accepted


def test_nft_leaves_to_iptables_what_ufw_keeps_there() -> None:
    """Both are asked on such a server."""
    kept = iptables.tables_of(text("ufw.iptables"))
    assert kept == {"filter"}
    ruleset = Nftables(text("ufw.nft.json"), kept)
    assert ruleset.decide(Packet(587, "ipv4", ANYBODY)) == Filtered(True, "")


DOCKER = """*nat
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
-A DOCKER ! -i br-mailcow -p tcp -m tcp --dport 587 -j DNAT --to-destination 172.22.1.253:587
COMMIT
"""


def test_a_port_that_docker_publishes_is_handed_on_before_the_filter() -> None:
    """ufw and firewalld do not see it."""
    assert iptables.redirected(DOCKER, Packet(587, "ipv4", ANYBODY))
    assert not iptables.redirected(DOCKER, Packet(465, "ipv4", ANYBODY))
    assert not iptables.redirected(text("ufw.iptables"), Packet(587, "ipv4", ANYBODY))
    rule = (
        '{"rule": {"family": "ip", "table": "n", "chain": "p", "expr": [{"match": {"op": "==", '
        '"left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 587}}, '
        '{"dnat": {"addr": "172.22.1.253", "port": 587}}]}}'
    )
    ruleset = Nftables(f'{{"nftables": [{rule}]}}')
    assert ruleset.redirected(Packet(587, "ipv4", ANYBODY))
    assert not ruleset.redirected(Packet(465, "ipv4", ANYBODY))
    assert not Nftables(text("firewalld.nft.json")).redirected(Packet(587, "ipv4", ANYBODY))
