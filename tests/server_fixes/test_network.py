"""Bans, the packet filter, services: only what is meant, and a way back."""

from __future__ import annotations

import json

import pytest

from mailmend.facts import Ban, FirewallDecision, Listener
from mailmend.mending.plan import Advice, Plan
from mailmend.world import CommandResult
from tests.server_fixes.ground import Server, ask, changed

RULE = {
    "rule": {
        "family": "inet", "table": "filter", "chain": "input", "handle": 7,
        "expr": [
            {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}},
                       "right": 587}},
            {"drop": None},
        ],
    }
}  # fmt: skip
CHAIN = {"chain": {"family": "inet", "table": "filter", "name": "input", "policy": "drop"}}
DROPPED = "table filter chain input: tcp dport 587 drop"


def ruleset(*items: object) -> Server:
    """A server with that packet filter."""
    return Server({"nft -j list ruleset": json.dumps({"nftables": list(items)})})


def shut(rule: str = DROPPED, client: str = "", source: str = "nft list ruleset") -> (
    FirewallDecision
):  # fmt: skip
    """A decision against connections to 587."""
    return FirewallDecision(
        source=source, port=587, family="ipv4", accepted=False, rule=rule, client=client
    )


def test_a_rule_goes_before_the_one_that_drops() -> None:
    """TCP to that port alone; it is found again by its comment and taken out by its handle."""
    plan = ask("open-port", ruleset(CHAIN, RULE), shut())
    assert isinstance(plan, Plan)
    assert plan.commands[0].shown == (
        "nft insert rule inet filter input position 7 tcp dport { 587 } accept "
        'comment "mailmend 587"'
    )
    assert "delete rule inet filter input handle" in plan.commands[0].undo
    assert plan.risks


def test_a_policy_that_drops_gets_a_rule_at_its_end() -> None:
    """Before nothing, for no rule decides."""
    plan = ask("open-port", ruleset(CHAIN), shut("table filter chain input: policy drop"))
    assert isinstance(plan, Plan)
    assert plan.commands[0].shown.startswith("nft add rule inet filter input tcp dport")


def test_a_client_that_is_shut_out_is_let_in_alone() -> None:
    """By its address."""
    plan = ask("unban-address", ruleset(CHAIN, RULE), shut(client="2001:db8::7"))
    assert isinstance(plan, Plan)
    assert "ip6 saddr 2001:db8::7 tcp dport { 587 } accept" in plan.commands[0].shown


def test_each_address_of_a_client_that_is_shut_out_is_let_in() -> None:
    """A phone may come by IPv4 or by IPv6."""
    four, six = shut(client="192.0.2.7"), shut(client="2001:db8::7")
    plan = ask("unban-address", ruleset(CHAIN, RULE), four, six)
    assert isinstance(plan, Plan)
    sources = [one.shown.partition(" saddr ")[2].split()[0] for one in plan.commands]
    assert sources == ["192.0.2.7", "2001:db8::7"]
    assert "192.0.2.7, 2001:db8::7" in plan.title


@pytest.mark.parametrize(
    ("server", "fact"),
    [
        (ruleset(CHAIN), shut()),
        (ruleset(CHAIN, RULE), shut(source="iptables-save")),
        (ruleset({"table": {"name": "firewalld"}}, CHAIN, RULE), shut()),
        (ruleset(CHAIN, RULE), shut("table fil;ter chain input: tcp dport 587 drop")),
        (Server({"nft -j list ruleset": "]["}), shut()),
    ],
)
def test_what_cannot_be_told_or_is_kept_by_others_is_left(
    server: Server, fact: FirewallDecision
) -> None:
    """A rule not found again, another tool's filter, names that are none."""
    assert isinstance(ask("open-port", server, fact), Advice)


def test_each_jail_lets_the_address_go_and_can_take_it_back() -> None:
    """Every address that was found banned, and no other."""
    held = (("postfix", "192.0.2.7"), ("x", "192.0.2.7"), ("x", "2001:db8::7"))
    bans = [Ban(software="fail2ban", jail=jail, address=address) for jail, address in held]
    plan = ask("unban-address", Server({}), *bans)
    assert isinstance(plan, Plan)
    assert [one.do for one in plan.commands] == [
        "fail2ban-client set postfix unbanip 192.0.2.7",
        "fail2ban-client set x unbanip 192.0.2.7",
        "fail2ban-client set x unbanip 2001:db8::7",
    ]
    assert plan.title == "192.0.2.7, 2001:db8::7 are no longer banned"
    assert plan.commands[0].undo == "fail2ban-client set postfix banip 192.0.2.7"


HAS = "[ -e /etc/init.d/postfix ] || systemctl cat postfix"


@pytest.mark.parametrize(
    ("outputs", "mended"),
    [
        ({HAS: "", "postfix check": ""}, True),
        ({HAS: "", "postfix check": CommandResult(1, "", "fatal: bad")}, False),
        ({}, False),
    ],
)
def test_a_service_is_started_where_its_configuration_is_sound(
    outputs: dict[str, str | CommandResult], mended: bool
) -> None:
    """Else it would stop again at once."""
    found = ask("start-mail-service", Server(outputs))
    assert isinstance(found, Plan) is mended


def test_a_service_that_listens_inward_is_not_started_again() -> None:
    """It runs already."""
    inward = Listener(address="127.0.0.1", port=25)
    found = ask("start-mail-service", Server({HAS: "", "postfix check": ""}), inward)
    assert isinstance(found, Advice)


def test_a_change_without_a_unit_gets_advice() -> None:
    """A full disk is nobody's edit."""
    found = ask("free-queue-space", Server({}))
    assert isinstance(found, Advice)
    assert found.why


def kept_by(owner: str, file: str = "", port: int = 587) -> FirewallDecision:
    """A decision of a packet filter that another program keeps."""
    return FirewallDecision(
        source="iptables-save", software=owner, port=port, family="ipv4", accepted=False,
        rule="chain INPUT: policy DROP", file=file,
    )  # fmt: skip


def test_ufw_opens_the_ports_that_it_is_silent_about() -> None:
    """And closes them again."""
    rules = Server({}, {"/etc/ufw/user.rules": "### tuple ### allow tcp 25 0.0.0.0/0 any\n"})
    plan = ask("open-port", rules, kept_by("ufw"), kept_by("ufw", port=465))
    assert isinstance(plan, Plan)
    assert [one.do for one in plan.commands] == ["ufw allow 465/tcp", "ufw allow 587/tcp"]
    assert plan.commands[0].undo == "ufw delete allow 465/tcp"


@pytest.mark.parametrize("tuple_", ["deny tcp 587 ", "limit any 25,587 ", "reject tcp 465,587 "])
def test_a_rule_of_ufw_that_says_no_stays(tuple_: str) -> None:
    """Somebody has meant it."""
    rules = Server({}, {"/etc/ufw/user.rules": f"### tuple ### {tuple_}0.0.0.0/0 any\n"})
    assert isinstance(ask("open-port", rules, kept_by("ufw")), Advice)


def test_firewalld_opens_the_ports_in_the_zones_own_file() -> None:
    """Every other byte stays; a zone that is only shipped is left to people."""
    path = "/etc/firewalld/zones/public.xml"
    text = '<zone>\n  <service name="ssh"/>\n</zone>\n'
    plan = ask("open-port", Server({}, {path: text}), kept_by("firewalld", path))
    assert changed(plan, path) == text.replace(
        "</zone>", '  <port port="587" protocol="tcp"/>\n</zone>'
    )
    shipped = kept_by("firewalld", "/usr/lib/firewalld/zones/public.xml")
    found = ask("open-port", Server({}), shipped)
    assert isinstance(found, Advice)
    assert "--add-port=587/tcp" in found.why


def test_a_ban_in_another_programs_filter_is_left_to_it() -> None:
    """And so is a filter of a program that is not known here."""
    assert isinstance(ask("open-port", Server({}), kept_by("csf")), Advice)
