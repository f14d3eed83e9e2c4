"""Instructions for the server's administrator."""

from __future__ import annotations

from typing import get_args

import pytest

from mailmend.change import ServerAction, ServerVerb
from mailmend.remedies._server_goals import GOALS
from mailmend.remedies._software import recognise
from mailmend.remedies.server_steps import server_steps
from tests.remedies.build import HOST, situation, text

RELAY = ServerAction("permit-authenticated-relay", HOST, 587)


def test_the_recognised_software_alone_is_explained() -> None:
    """An admin of Postfix is not shown Exim's syntax."""
    said = text(server_steps, situation(RELAY, software="postfix"))

    assert "permit_sasl_authenticated, defer_unauth_destination" in said
    assert "Exim:" not in said
    assert "Exchange:" not in said
    assert "Postfix:" not in said
    assert "OpenSMTPD:" not in said


def test_unknown_software_gets_every_syntax_by_name() -> None:
    """Where the greeting tells nothing, each known server has its lines."""
    said = text(server_steps, situation(RELAY))

    assert "Postfix:" in said
    assert "Exim:" in said
    assert "OpenSMTPD:" in said


def test_relay_is_never_opened_to_everybody() -> None:
    """The check that it stays closed is part of the instruction."""
    said = text(server_steps, situation(RELAY, software="postfix"))

    assert "without login it is still refused" in said


@pytest.mark.parametrize("verb", get_args(ServerVerb))
@pytest.mark.parametrize("software", ["", "postfix", "exim", "dovecot", "opensmtpd"])
def test_every_verb_is_instructed_without_loose_ends(verb: ServerVerb, software: str) -> None:
    """Every action says more than its goal for some software, and leaves no placeholder."""
    action = ServerAction(verb, HOST, 587, "client 203.0.113.9")
    said = text(server_steps, situation(action, software=software))

    assert HOST in said or "domain" in said
    assert "[[" not in said
    if not software:
        assert len(said.split("\n")) >= 3 or verb in {"certificate-within-apple-rules"}


def test_a_detail_that_says_nothing_new_is_left_out() -> None:
    """The host is named already."""
    action = ServerAction("certificate-for-host", HOST, 587, detail=HOST)

    assert "Details:" not in text(server_steps, situation(action))


def test_the_banned_address_is_put_into_the_command() -> None:
    """The unban command can be pasted as it stands."""
    action = ServerAction("unban-address", HOST, detail="the client 2001:db8::7 is banned")

    assert "unbanip 2001:db8::7" in text(server_steps, situation(action))


def test_every_verb_has_a_goal() -> None:
    """What must be true is said for each server action."""
    assert set(GOALS) == set(get_args(ServerVerb))


@pytest.mark.parametrize(
    ("greeting", "software"),
    [
        ("220 mail.hosting.test ESMTP Postfix (Debian/GNU)", "postfix"),
        ("220 h.test ESMTP Exim 4.96 Tue, 24 Nov 2026 10:00:00 +0000", "exim"),
        ("220 h.test ESMTP OpenSMTPD", "opensmtpd"),
        ("220 Dovecot ready.", "dovecot"),
        ("220 X.protection.outlook.com Microsoft ESMTP MAIL Service ready", "exchange"),
        ("220 h.test ESMTP", ""),
        ("220 postfixed.example ESMTP ready", ""),
    ],
)
def test_software_is_recognised_from_its_greeting(greeting: str, software: str) -> None:
    """Only a whole word counts."""
    assert recognise(greeting) == software


def test_only_the_program_that_keeps_the_rules_is_told() -> None:
    """Where it is known; with its zone, and its jail."""
    shut = (
        "firewalld zone public (/etc/firewalld/zones/public.xml:2): table firewalld chain x: reject"
    )
    steps = text(server_steps, situation(ServerAction("open-port", HOST, 587, shut)))
    assert "firewall-cmd --permanent --zone=public --add-port=587/tcp" in steps
    assert "ufw allow" not in steps
    assert "csf.conf" not in steps
    banned = "csf csf.deny (/etc/csf/csf.deny:3): 203.0.113.9"
    steps = text(server_steps, situation(ServerAction("unban-address", HOST, None, banned)))
    assert "csf -dr 203.0.113.9" in steps
    assert "fail2ban" not in steps
    jail = "fail2ban postfix-sasl: 2001:db8::7"
    steps = text(server_steps, situation(ServerAction("unban-address", HOST, None, jail)))
    assert "fail2ban-client set postfix-sasl unbanip 2001:db8::7" in steps


def test_both_ports_are_opened_where_none_is_named() -> None:
    """In every firewall's own syntax; where one is named, that one alone."""
    both = text(server_steps, situation(ServerAction("open-port", HOST)))
    one = text(server_steps, situation(ServerAction("open-port", HOST, 587)))

    assert "must let ports 465 and 587 in" in both
    assert "--add-port=465/tcp --add-port=587/tcp" in both
    assert "must let port 587 in" in one
    assert "465" not in one
