"""What nftables does with a new connection: the rule that decides, and what cannot be told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mailmend.configs.nftables import Nftables
from mailmend.configs.packets import Filtered, Packet

CLIENT = "203.0.113.9"


def port(*ports: int) -> dict[str, Any]:
    """``tcp dport { … }``."""
    return match({"payload": {"protocol": "tcp", "field": "dport"}}, {"set": list(ports)})


def source(right: Any, family: str = "ip") -> dict[str, Any]:
    """``ip saddr …``."""
    return match({"payload": {"protocol": family, "field": "saddr"}}, right)


def match(left: Any, right: Any, operator: str = "==") -> dict[str, Any]:
    """One match statement."""
    return {"match": {"op": operator, "left": left, "right": right}}


def ruleset(*rules: list[Any], policy: str = "accept", more: tuple[Any, ...] = ()) -> Nftables:
    """One input chain with these rules."""
    chain = {"family": "inet", "table": "t", "name": "in", "hook": "input", "type": "filter"}
    items = [{"chain": {**chain, "prio": 0, "policy": policy}}, *more]
    items += [{"rule": {"family": "inet", "table": "t", "chain": "in", "expr": x}} for x in rules]
    return Nftables(json.dumps({"nftables": items}))


def decide(rules: Nftables, number: int = 587, client: str = CLIENT) -> Filtered | None:
    """What becomes of a connection to that port."""
    return rules.decide(Packet(number, "ipv6" if ":" in client else "ipv4", client))


def test_no_rules_let_everything_through() -> None:
    """An empty rule set, and one that is no JSON."""
    assert decide(Nftables("")) == decide(ruleset()) == Filtered(True, "")
    assert decide(Nftables("[" * 100_000)) == Filtered(True, "")


def test_a_dropped_port_is_dropped_and_others_are_not() -> None:
    """With the rule in words."""
    rules = ruleset([port(465, 587), {"counter": {}}, {"drop": None}])
    found = decide(rules)
    assert found == Filtered(False, "table t chain in: tcp dport { 465, 587 } drop")
    assert decide(rules, 25) == Filtered(True, "")


def test_a_policy_of_drop_needs_a_rule_that_accepts() -> None:
    """State, loopback and protocol rules do not stand in for it."""
    usual = (
        [match({"ct": {"key": "state"}}, ["established", "related"], "in"), {"accept": None}],
        [match({"meta": {"key": "iifname"}}, "lo"), {"accept": None}],
        [match({"payload": {"protocol": "icmp", "field": "type"}}, "echo-request"), {"accept": 1}],
    )
    closed = decide(ruleset(*usual, policy="drop"))
    assert closed == Filtered(False, "table t chain in: policy drop")
    opened = decide(ruleset(*usual, [port(587), {"accept": None}], policy="drop"))
    assert opened == Filtered(True, "")


@pytest.mark.parametrize(
    "right",
    [
        CLIENT,
        {"prefix": {"addr": "203.0.113.0", "len": 24}},
        {"range": ["203.0.113.1", "203.0.113.20"]},
        {"set": ["198.51.100.1", {"elem": {"val": CLIENT, "timeout": 60}}]},
        "@banned",
    ],
)
def test_a_rule_about_the_client_is_told_from_one_about_everybody(right: Any) -> None:
    """As fail2ban writes it, with a set of addresses."""
    named = {"set": {"family": "inet", "table": "t", "name": "banned", "elem": [CLIENT]}}
    rules = ruleset([source(right), {"drop": None}], more=(named,))
    found = decide(rules)
    assert found is not None
    assert (found.accepted, found.about_client) == (False, True)
    assert decide(rules, client="192.0.2.1") == Filtered(True, "")
    assert decide(rules, client="2001:db8::1") == Filtered(True, "")


def test_an_unknown_client_is_in_no_narrow_network() -> None:
    """A wide one cannot be told."""
    assert decide(ruleset([source(CLIENT), {"drop": None}]), client="") == Filtered(True, "")
    wide = source({"prefix": {"addr": "128.0.0.0", "len": 1}})
    assert decide(ruleset([wide, {"drop": None}]), client="") is None


@pytest.mark.parametrize(
    "unclear",
    [
        {"xt": {"type": "match"}},
        match({"meta": {"key": "iifname"}}, "eth0"),
        match({"payload": {"protocol": "ip", "field": "daddr"}}, "198.51.100.10"),
        match({"osf": {"key": "name"}}, "Linux"),
    ],
)
def test_a_rule_that_is_not_understood_leaves_it_open(unclear: dict[str, Any]) -> None:
    """An extension of iptables, an interface, the server's address; not where all end alike."""
    assert decide(ruleset([unclear, {"accept": None}], policy="drop")) is None
    assert decide(ruleset([unclear, {"accept": None}])) == Filtered(True, "")
    assert decide(ruleset([unclear, {"drop": None}], policy="drop")) is not None


def test_where_the_packet_comes_in_and_goes_to_can_be_known() -> None:
    """By the route to the client."""
    packet = Packet(587, "ipv4", CLIENT, "eth0", "198.51.100.10")
    by_interface = match({"meta": {"key": "iifname"}}, {"set": ["eth*", "wg0"]})
    inside = match({"meta": {"key": "iifname"}}, "eth1")
    to_own = match({"payload": {"protocol": "ip", "field": "daddr"}}, "198.51.100.10")
    for fits in (by_interface, to_own):
        assert ruleset([fits, {"accept": None}], policy="drop").decide(packet) == Filtered(True, "")
    found = ruleset([inside, {"accept": None}], policy="drop").decide(packet)
    assert found is not None
    assert not found.accepted


def test_an_ordinary_connection_is_within_limits_and_bears_no_mark() -> None:
    """Those over a limit, redirected, marked or without a way back are others."""
    syn = match(
        {"&": [{"payload": {"protocol": "tcp", "field": "flags"}}, {"|": ["fin", "syn", "rst"]}]},
        "syn",
    )
    routed = match({"fib": {"result": "type", "flags": ["daddr"]}}, "local")
    for ordinary in ({"limit": {"rate": 9}}, {"ct count": {"val": 9}}, syn, routed):
        assert decide(ruleset([ordinary, {"accept": None}], policy="drop")) == Filtered(True, "")
    for other in (
        {"limit": {"rate": 9, "inv": True}},
        {"ct count": {"val": 9, "inv": True}},
        match({"ct": {"key": "status"}}, "dnat", "in"),
        match({"meta": {"key": "mark"}}, 7),
        match({"fib": {"result": "oif", "flags": ["saddr", "iif"]}}, False),
    ):
        assert decide(ruleset([other, {"drop": None}])) == Filtered(True, "")


def test_tables_that_iptables_keeps_are_left_to_it() -> None:
    """Their matches are not shown by nft."""
    chain = {"family": "ip", "table": "filter", "name": "INPUT", "hook": "input", "type": "filter"}
    text = json.dumps({"nftables": [{"chain": {**chain, "prio": 0, "policy": "drop"}}]})
    assert decide(Nftables(text, {"filter"})) == Filtered(True, "")
    assert decide(Nftables(text)) != Filtered(True, "")


def test_jumps_are_followed_and_returns_obeyed() -> None:
    """A chain that calls itself ends."""

    def called(*rules: list[Any]) -> Nftables:
        more = tuple(
            {"rule": {"family": "inet", "table": "t", "chain": "c", "expr": x}} for x in rules
        )
        return ruleset([{"jump": {"target": "c"}}], more=more)

    assert decide(called([port(587), {"reject": None}])) == Filtered(
        False, "table t chain c: tcp dport { 587 } reject"
    )
    assert decide(called([{"return": None}], [{"drop": None}])) == Filtered(True, "")
    assert decide(called([{"jump": {"target": "c"}}])) is None


def test_chains_for_other_things_do_not_count() -> None:
    """Forwarded packets and address translation."""
    items = [
        {"chain": {"family": "ip", "table": "n", "name": "f", "hook": "forward", "policy": "drop"}},
        {"chain": {"family": "ip6", "table": "n", "name": "i", "hook": "input", "policy": "drop"}},
    ]
    rules = Nftables(json.dumps({"nftables": items}))
    assert decide(rules) == Filtered(True, "")
    assert decide(rules, client="2001:db8::1") == Filtered(False, "table n chain i: policy drop")


def test_a_verdict_map_decides_by_port() -> None:
    """``tcp dport vmap { 587 : drop }``."""
    key = {"payload": {"protocol": "tcp", "field": "dport"}}
    vmap = {"vmap": {"key": key, "data": {"set": [[25, {"accept": None}], [587, {"drop": None}]]}}}
    assert decide(ruleset([vmap])) == Filtered(False, "table t chain in: vmap")
    assert decide(ruleset([vmap]), 25) == Filtered(True, "")
