"""Postfix: people who are logged in pass, strangers and owners' checks stay."""

from __future__ import annotations

import pytest

from mailmend.change import ServerVerb
from mailmend.facts import RestrictionTrace
from mailmend.mending.plan import Advice
from tests.server_fixes.ground import added, ask, changed, postfix

MASTER = """smtp inet n - y - - smtpd
submission inet n - y - - smtpd
  -o smtpd_sasl_auth_enable=yes
  -o {}
submissions inet n - y - - smtpd
  -o smtpd_sasl_auth_enable=yes
"""


def trace(setting: str, rule: str, port: int = 587, decision: str = "reject") -> RestrictionTrace:
    """A rule that refuses the person at a port."""
    assert decision in ("reject", "undecided")
    return RestrictionTrace(
        service=str(port), port=port, client="", sender="a@example.org", recipient="x@y.example",
        decision="reject" if decision == "reject" else "undecided", rule=rule, setting=setting,
    )  # fmt: skip


def test_the_permit_goes_where_the_deciding_list_stands() -> None:
    """Here on the service itself; main.cf is left alone."""
    server = postfix("", MASTER.format("smtpd_relay_restrictions=permit_mynetworks,reject"))
    plan = ask("permit-authenticated-relay", server, trace("smtpd_relay_restrictions", "reject"))
    assert added(plan) == [
        "  -o smtpd_relay_restrictions=permit_mynetworks,permit_sasl_authenticated,reject"
    ]


def test_a_list_of_main_cf_keeps_its_lines() -> None:
    """One rule more, every other byte as before, bytes that are no text too."""
    main = (
        "# \udcff\nsmtpd_relay_restrictions =\n"
        "    permit_mynetworks\n    reject_unauth_destination\n"
    )
    server = postfix(main, MASTER.format("a=b"))
    plan = ask(
        "permit-authenticated-relay",
        server,
        trace("smtpd_relay_restrictions", "reject_unauth_destination"),
    )
    assert changed(plan, "/etc/postfix/main.cf") == main.replace(
        "reject_un", "permit_sasl_authenticated, reject_un"
    )


def test_every_port_with_the_same_rule_is_mended_and_no_other() -> None:
    """The list of port 25 is for strangers."""
    rule = "smtpd_recipient_restrictions=reject_rbl_client,rbl.example"
    master = MASTER.format(rule) + f"  -o {rule}\n"
    server = postfix("smtpd_recipient_restrictions = reject_rbl_client rbl.example\n", master)
    facts = [
        trace("smtpd_recipient_restrictions", "reject_rbl_client rbl.example", port)
        for port in (587, 465, 25)
    ]
    plan = ask("exempt-authenticated-from-blocklists", server, *facts)
    assert len(added(plan)) == 2
    assert (
        changed(plan, "/etc/postfix/master.cf").count("permit_sasl_authenticated,reject_rbl") == 2
    )


@pytest.mark.parametrize(
    ("main", "override", "setting", "rule", "why"),
    [
        ("", "smtpd_sender_restrictions=reject_rbl_client,x,reject_sender_login_mismatch",
         "smtpd_sender_restrictions", "reject_rbl_client x", "send as themselves"),
        ("smtpd_delay_reject = no\n", "smtpd_helo_restrictions=reject_unknown_helo_hostname",
         "smtpd_helo_restrictions", "reject_unknown_helo_hostname", "before anybody can log in"),
    ],
)  # fmt: skip
def test_what_would_weaken_or_not_help_is_left(
    main: str, override: str, setting: str, rule: str, why: str
) -> None:
    """The owner's check would be skipped; the permit would come too early to count."""
    server = postfix(main, MASTER.format(override))
    found = ask("exempt-authenticated-from-blocklists", server, trace(setting, rule))
    assert isinstance(found, Advice)
    assert why in found.why


@pytest.mark.parametrize(("strangers", "mended"), [("REJECT\n", True), ("", False)])
def test_a_sender_that_is_refused_alone_stays_refused(strangers: str, mended: bool) -> None:
    """A table that refuses the whole domain is a rule against forgery; one address is a ban."""
    table = "regexp:/etc/postfix/forged"
    asked = {f"postmap -q nobody-of-that-name@example.org {table}": strangers}
    server = postfix("", MASTER.format(f"smtpd_sender_restrictions=check_sender_access,{table}"), {
        **asked})  # fmt: skip
    found = ask(
        "accept-sender", server, trace("smtpd_sender_restrictions", f"check_sender_access {table}")
    )
    assert isinstance(found, Advice) is not mended


@pytest.mark.parametrize(
    ("verb", "rule"),
    [
        ("exempt-authenticated-from-client-name-checks", "reject_unknown_client_hostname"),
        ("exempt-authenticated-from-helo-checks", "reject_unknown_helo_hostname"),
    ],
)
def test_a_rule_that_was_only_seen_from_outside_is_found_by_its_kind(
    verb: ServerVerb, rule: str
) -> None:
    """Where the lists themselves could not be followed to their end."""
    server = postfix("", MASTER.format(f"smtpd_recipient_restrictions={rule}"))
    plan = ask(verb, server, trace("", "", decision="undecided"))
    assert added(plan) == [f"  -o smtpd_recipient_restrictions=permit_sasl_authenticated, {rule}"
                           .replace(", ", ",")]  # fmt: skip


def test_people_who_pass_already_need_nothing() -> None:
    """No rule of that kind stands before the permit."""
    value = "smtpd_recipient_restrictions=permit_sasl_authenticated,reject_rbl_client,x"
    server = postfix("", MASTER.format(value))
    found = ask("exempt-authenticated-from-blocklists", server)
    assert isinstance(found, Advice)
