"""The packet filter with its owner, and the place where the owner keeps what decides."""

from __future__ import annotations

import pytest

from mailmend.facts import Fact, FirewallDecision, NotObserved
from mailmend.probes.server.firewall import observe_firewall
from mailmend.probes.server.host import View
from mailmend.world import CommandResult
from tests.configs.test_firewall_owners import DOCKER, text
from tests.probes.server.shell import Scripted, host, run

VIEW = View(client="203.0.113.10")
ROUTE = '[{"dst": "203.0.113.10", "dev": "eth0", "prefsrc": "198.51.100.10"}]'
WAY = {"ip -4 -j route get 203.0.113.10": ROUTE}
ZONE = '<?xml version="1.0" encoding="utf-8"?>\n<zone>\n  <service name="ssh"/>\n</zone>\n'
DEFAULTS = '# /etc/default/ufw\nIPV6=yes\nDEFAULT_INPUT_POLICY="DROP"\n'
EMPTY = '{"nftables": []}'


def shut(
    outputs: dict[str, str | CommandResult], files: dict[str, str], port: int = 587
) -> FirewallDecision:
    """The decision that shuts the port."""
    shell = Scripted({**WAY, **outputs}, files)
    found = run(observe_firewall(host(shell), VIEW, [port]))
    (one,) = [each for each in found if isinstance(each, FirewallDecision) and not each.accepted]
    return one


def test_ufw_by_its_default() -> None:
    """No rule opens the port, so the default decides, and that is where it stands."""
    outputs: dict[str, str | CommandResult] = {
        "iptables-save": text("ufw.iptables"),
        "ip6tables-save": text("ufw.ip6tables"),
        "nft -j list ruleset": text("ufw.nft.json"),
    }
    files = {"/etc/default/ufw": DEFAULTS, "/etc/ufw/user.rules": text("ufw.user.rules")}
    found = shut(outputs, files)
    assert (found.software, found.place) == ("ufw", "/etc/default/ufw:3")
    assert found.client == ""


def test_ufw_by_a_rule_of_its_own() -> None:
    """``ufw deny 587/tcp`` stands in user.rules."""
    tables = text("ufw.iptables").replace(
        "-A ufw-user-input -p tcp -m tcp --dport 22 -j ACCEPT",
        "-A ufw-user-input -p tcp -m tcp --dport 587 -j DROP",
    )
    rules = "### RULES ###\n\n### tuple ### deny tcp 587 0.0.0.0/0 any 0.0.0.0/0 in\n"
    outputs: dict[str, str | CommandResult] = {"iptables-save": tables}
    files = {"/etc/default/ufw": DEFAULTS, "/etc/ufw/user.rules": rules}
    assert shut(outputs, files).place == "/etc/ufw/user.rules:3"


@pytest.mark.parametrize("folder", ["/etc/firewalld/zones", "/usr/lib/firewalld/zones"])
def test_firewalld_by_its_zone(folder: str) -> None:
    """As the admin changed it, else as it is shipped."""
    outputs: dict[str, str | CommandResult] = {"nft -j list ruleset": text("firewalld.nft.json")}
    found = shut(outputs, {f"{folder}/public.xml": ZONE})
    assert (found.software, found.setting) == ("firewalld", "zone public")
    assert found.place == f"{folder}/public.xml:2"


def test_csf_by_its_list_of_ports() -> None:
    """TCP_IN."""
    outputs: dict[str, str | CommandResult] = {"iptables-save": text("csf.iptables")}
    conf = {"/etc/csf/csf.conf": 'TESTING = "0"\nTCP_IN = "22,25,465,993"\n'}
    found = shut(outputs, conf)
    assert (found.software, found.place) == ("csf", "/etc/csf/csf.conf:2")


def test_rules_that_nobody_else_keeps_stand_in_nftables_conf() -> None:
    """By the policy that drops what no rule opens."""
    chain = (
        '{"chain": {"family": "inet", "table": "filter", "name": "input", "hook": "input", '
        '"type": "filter", "prio": 0, "policy": "drop"}}'
    )
    outputs: dict[str, str | CommandResult] = {"nft -j list ruleset": f'{{"nftables": [{chain}]}}'}
    hook = "type filter hook input priority 0; policy drop;"
    conf = f"table inet filter {{\n  chain input {{\n    {hook}\n"
    found = shut(outputs, {"/etc/nftables.conf": conf})
    assert (found.software, found.place) == ("", "/etc/nftables.conf:3")


def test_address_sets_are_read_where_rules_name_them() -> None:
    """A ban by ipset is about the client."""
    rules = "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m set --match-set foes src -j DROP\nCOMMIT\n"
    members = "create foes hash:ip family inet\nadd foes 203.0.113.10\n"
    outputs: dict[str, str | CommandResult] = {"iptables-save": rules, "ipset save": members}
    assert shut(outputs, {}).client == "203.0.113.10"
    other = members.replace("203.0.113.10", "192.0.2.1")
    shell = Scripted({**WAY, "iptables-save": rules, "ipset save": other})
    (found,) = run(observe_firewall(host(shell), VIEW, [587]))
    assert isinstance(found, FirewallDecision)
    assert found.accepted
    assert run(observe_firewall(host(Scripted({**WAY, "iptables-save": rules})), VIEW, [587])) == []


def test_an_open_filter_is_told_for_each_family() -> None:
    """Where the client is not known."""
    shell = Scripted({"nft -j list ruleset": EMPTY})
    found: list[Fact] = run(observe_firewall(host(shell), View(), [587]))
    told = [(one.family, one.accepted) for one in found if isinstance(one, FirewallDecision)]
    assert told == [("ipv4", True), ("ipv6", True)]


def test_a_filter_that_cannot_be_read_is_not_open() -> None:
    """Neither tool is there."""
    (found,) = run(observe_firewall(host(Scripted({})), VIEW, [587]))
    assert isinstance(found, NotObserved)


def test_nothing_is_said_of_a_port_that_docker_publishes() -> None:
    """Whatever the chains for the server itself would do with it."""
    tables = DOCKER + text("ufw.iptables")
    shell = Scripted({**WAY, "iptables-save": tables, "nft -j list ruleset": EMPTY})
    found = run(observe_firewall(host(shell), VIEW, [587, 465]))
    assert {one.port for one in found if isinstance(one, FirewallDecision)} == {465}
